import { clause, compare, event, express, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const laravel: ModuleInput = {
  slug: '02-laravel',
  title: '2 · PHP: Laravel',
  source: 'guide',
  entries: [
    {
      number: '2.1',
      title: 'Laravel Framework Overview',
      topics: ['architecture', 'injection'],
      places: [nest('src/app.module.ts'), nest('src/auth/auth.module.ts'), express('src/app.ts')],
      pages: [compare('get-product')],
      counterpart: {
        styles: ['nestjs', 'express'],
        text: 'The service container and its providers are what NestJS has in modules. The process differs: PHP usually starts anew for each request, Node stays, so pools, timers and shutdown are yours. What Laravel brings, the Express app puts together from libraries.',
      },
    },
    {
      number: '2.2',
      title: 'Laravel Architecture (MVC)',
      topics: ['architecture', 'data', 'validation'],
      places: [
        express('src/products/products.controller.ts', 'update-product'),
        express('src/products/products.service.ts', 'update-product'),
        express('src/products/products.repository.ts', 'update-product'),
        nest('src/products/product.entity.ts'),
        nest('src/http/contract-validation.pipe.ts', 'validate-request'),
      ],
      pages: [compare('update-product')],
      counterpart: {
        styles: ['express', 'nestjs'],
        text: 'Controllers are the same idea; middleware is the same in Express. A form request is a zod schema of the contract. Eloquent models save themselves, while here rows go through a repository: Kysely in Express, TypeORM entities in NestJS. There is no view layer.',
      },
    },
    {
      number: '2.3',
      title: 'Laravel Features & Ecosystem',
      topics: ['messaging', 'accounts', 'data'],
      places: [
        event('src/messaging/outbox.ts', 'send-messages'),
        event('src/messaging/consumer.ts', 'handle-message'),
        nest('src/housekeeping.ts'),
        nest('src/auth/access-token.guard.ts', 'authenticate'),
        repo('packages/database/migrations/0003_orders.sql'),
      ],
      pages: [clause('ACC-4'), clause('PAY-2')],
      notShown: 'Mail, file storage, an admin panel and generators have no part in the contract.',
      counterpart: {
        styles: ['event-driven', 'nestjs'],
        text: 'Jobs and queues are the consumers of the event-driven app, with one difference: a message is written in the transaction of its cause. The scheduler is @nestjs/schedule. Sanctum and policies are guards; migrations are plain SQL that all apps share.',
      },
    },
    {
      number: '2.4',
      title: 'When to Use Laravel',
      topics: ['choosing'],
      places: [repo('apps/nestjs/README.md'), repo('apps/express/README.md')],
      counterpart: {
        styles: ['nestjs', 'express'],
        text: 'Who wants one way to do things, given from outside, reads the NestJS app. Who wants few parts and picks each one reads Express. Both READMEs end with when not to use it.',
      },
    },
  ],
}
