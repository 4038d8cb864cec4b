import { clause, compare, event, express, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const rails: ModuleInput = {
  slug: '07-rails',
  title: '7 · Ruby on Rails',
  source: 'guide',
  entries: [
    {
      number: '7.1',
      title: 'Ruby on Rails',
      topics: ['architecture', 'data'],
      places: [
        nest('src/users/user.entity.ts'),
        nest('src/users/users.service.ts', 'update-user'),
        express('src/users/users.controller.ts', 'update-user'),
        express('src/users/users.repository.ts', 'write-user'),
      ],
      pages: [compare('update-user')],
      counterpart: {
        styles: ['nestjs', 'express'],
        text: 'Controllers are alike. An Active Record is row, rule and query in one; here they are three parts, and a callback on save has no twin: the service says what happens. Strong parameters are schemas that refuse what they do not know.',
      },
    },
    {
      number: '7.2',
      title: 'Rails Convention over Configuration',
      topics: ['architecture', 'practice'],
      places: [
        nest('src/db/naming-strategy.ts'),
        express('src/orders/orders.routes.ts', 'list-orders'),
        repo('CONTRIBUTING.md'),
      ],
      pages: ['compare/', clause('HTTP-1')],
      notShown: 'There are no generators and nothing is found by its name: imports say where things are.',
      counterpart: {
        styles: ['express', 'nestjs', 'hono-serverless', 'event-driven'],
        text: 'The conventions here are the same feature folders, operation names and region markers in every app, and a check that they hold. They serve the reader; the framework does not need them. Snake and camel case are translated in one place.',
      },
    },
    {
      number: '7.3',
      title: 'Rapid Web Development with Rails',
      topics: ['messaging', 'live', 'testing', 'performance'],
      places: [
        nest('src/orders/event-streams.ts', 'list-order-events'),
        express('src/orders/settling-worker.ts', 'settle'),
        event('src/messaging/failures.ts', 'park-message'),
        express('src/orders/place-order.int.spec.ts'),
      ],
      pages: [clause('LIVE-1'), clause('PAY-2'), clause('VER-1')],
      notShown:
        'Mailers, views and fragment caches have no part here. What can be cached is told to clients by ETags.',
      counterpart: {
        styles: ['nestjs', 'express', 'event-driven'],
        text: 'Action Cable is an event stream: one way, over HTTP, resumed by Last-Event-ID. Active Job is a worker with leases in PostgreSQL, or a consumer of the broker. Request specs are supertest against a real database.',
      },
    },
  ],
}
