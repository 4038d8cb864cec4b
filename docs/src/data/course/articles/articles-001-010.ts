import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles1: EntryInput[] = [
  {
    number: '1',
    title: 'Introduction to Back-End Development',
    topics: ['architecture'],
    places: [express('src/app.ts')],
    pages: [compare('place-order')],
  },
  {
    number: '2',
    title: 'The Role of Frameworks in Back-End Development',
    topics: ['architecture', 'choosing'],
    places: [
      express('src/products/products.routes.ts', 'get-product'),
      nest('src/products/products.controller.ts', 'get-product'),
    ],
    pages: [compare('get-product')],
  },
  {
    number: '3',
    title: 'Understanding HTTP: Requests and Responses',
    topics: ['http'],
    places: [express('src/http/http-server.ts'), repo('packages/contract/src/raw-problem.ts')],
    pages: [clause('HTTP-7'), clause('HTTP-8'), clause('HTTP-16')],
  },
  {
    number: '4',
    title: 'Introduction to APIs: RESTful Principles',
    topics: ['http'],
    places: [express('src/http/resources.ts')],
    pages: [clause('HTTP-1'), clause('HTTP-13'), clause('LIST-3')],
  },
  {
    number: '5',
    title: 'Setting Up Your Development Environment',
    topics: ['practice'],
    places: [repo('README.md'), repo('packages/cli/README.md')],
  },
  {
    number: '6',
    title: 'Version Control with Git: Basics',
    topics: ['practice'],
    places: [repo('CONTRIBUTING.md')],
    notShown:
      'Git itself is not taught. The history of this repository shows small commits that each say what changed.',
  },
  {
    number: '7',
    title: 'Introduction to Databases: SQL vs. NoSQL',
    topics: ['data'],
    places: [
      repo('packages/database/migrations/0003_orders.sql'),
      event('src/event-store/event-store.ts', 'append-events'),
    ],
    notShown:
      'All styles keep their data in PostgreSQL. The event store shows another model of data in the same database.',
  },
  {
    number: '8',
    title: 'Database Design Fundamentals',
    topics: ['data'],
    places: [
      repo('packages/database/migrations/0001_accounts.sql'),
      repo('packages/database/migrations/0002_catalogue.sql'),
      repo('packages/database/migrations/0003_orders.sql'),
      repo('packages/database/migrations/0004_order_triggers.sql'),
    ],
  },
  {
    number: '9',
    title: 'Introduction to a Chosen Framework (e.g., Express.js, Django, Spring)',
    topics: ['architecture', 'http'],
    places: [repo('apps/express/README.md'), express('src/orders/orders.routes.ts', 'get-order')],
    pages: [compare('get-order')],
  },
  {
    number: '10',
    title: 'Project Setup and Initial Configuration',
    topics: ['operations', 'practice'],
    places: [express('src/env.ts'), nest('src/env.ts'), hono('src/env.ts'), event('src/env.ts')],
    pages: [clause('OPS-6')],
  },
]
