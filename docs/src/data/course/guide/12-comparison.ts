import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const comparison: ModuleInput = {
  slug: '12-comparison',
  title: '12 · Backend Framework Comparison',
  source: 'guide',
  entries: [
    {
      number: '12.1',
      title: 'Performance Comparison',
      topics: ['performance', 'choosing'],
      note: 'Figures of another machine say little. Measure the apps on yours: each stands beside a bare twin and pgbench.',
      places: [
        repo('packages/bench/README.md'),
        repo('packages/bench/src/limits/twin.ts'),
        nest('src/orders/orders.repository.ts', 'get-order'),
      ],
      notShown:
        'Other languages are not measured. Only styles on one runtime are, with the same work and the same database.',
    },
    {
      number: '12.2',
      title: 'Scalability Comparison',
      topics: ['performance', 'concurrency', 'deployment'],
      note: 'Whoever wants to add instances must keep nothing that matters in one. These checks run two on one database.',
      places: [
        hono('src/auth/login-limiter.ts', 'log-in'),
        express('src/orders/settlement.repository.ts', 'settle'),
        event('src/messaging/postgres-broker.ts', 'lease-messages'),
      ],
      pages: [clause('OPS-7'), clause('OPS-5')],
    },
    {
      number: '12.3',
      title: 'Developer Ecosystem Comparison',
      topics: ['choosing', 'practice'],
      note: 'Four data layers and four HTTP layers from one registry. What each app installs is counted by the bench.',
      places: [
        express('src/db/database.ts'),
        nest('src/db/database.module.ts'),
        hono('src/db/schema.ts'),
        event('src/db/sql.ts'),
      ],
      notShown: 'Job markets and stars are not measured here: they change faster than code.',
    },
    {
      number: '12.4',
      title: 'Learning Curve & Developer Experience',
      topics: ['choosing', 'practice'],
      note: 'Read one small operation in all styles and count what you had to know. Then place-order.',
      places: [
        express('src/users/users.controller.ts', 'get-me'),
        nest('src/users/users.controller.ts', 'get-me'),
        hono('src/users/users.routes.ts', 'get-me'),
        event('src/users/users.routes.ts', 'get-me'),
      ],
      pages: [compare('get-me'), compare('place-order')],
    },
    {
      number: '12.5',
      title: 'Decision Matrix',
      topics: ['choosing'],
      note: 'Each README ends with when not to use the style. The comparison of one operation says what it costs to read.',
      places: [
        repo('apps/express/README.md'),
        repo('apps/nestjs/README.md'),
        repo('apps/hono-serverless/README.md'),
        repo('apps/event-driven/README.md'),
      ],
      pages: ['compare/'],
    },
    {
      number: '12.6',
      title: 'Total Cost of Ownership (TCO)',
      topics: ['choosing', 'operations'],
      note: 'What can be counted is counted: lines, files, hops, packages, memory, start-up.',
      places: [repo('packages/bench/README.md')],
      pages: ['compare/'],
      notShown:
        'Salaries, licences and hosting prices are not estimated. A figure without a source is an opinion.',
    },
  ],
}
