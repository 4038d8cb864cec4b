import { clause, compare, event, express, hono, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles61: EntryInput[] = [
  {
    number: '61',
    title: 'Microservices Architecture: Deep Dive',
    topics: ['architecture', 'messaging'],
    places: [
      event('src/orders/fulfilment.ts', 'fulfil-order'),
      event('src/payments/charges.ts', 'begin-attempt'),
      event('src/products/stock.ts', 'take-stock'),
    ],
    notShown:
      'One code base, one database, schemas apart: the last cut, into services with databases of their own, is not made.',
  },
  {
    number: '62',
    title: 'API Gateway Pattern',
    topics: ['architecture'],
    notShown:
      'Each app is reached directly. Limits, tokens and request ids, which a gateway often takes over, are in the app.',
    pages: [clause('ACC-3'), clause('HTTP-9')],
  },
  {
    number: '63',
    title: 'Service Discovery and Load Balancing in Microservices',
    topics: ['deployment'],
    notShown:
      'Addresses come from the environment. Messages need no address: who listens is the broker’s business.',
    places: [event('src/messaging/routes.ts')],
    pages: [clause('OPS-6')],
  },
  {
    number: '64',
    title: 'Event-Driven Architecture',
    topics: ['messaging', 'architecture'],
    places: [
      repo('apps/event-driven/README.md'),
      event('src/orders/decide.ts', 'note-stock'),
      event('src/orders/order-repository.ts', 'save-order'),
      event('src/messaging/outbox.ts', 'relay-messages'),
      event('src/orders/fulfilment-consumer.ts', 'fulfil-order'),
    ],
    pages: [compare('place-order'), compare('cancel-order')],
  },
  {
    number: '65',
    title: 'CQRS Pattern: Command Query Responsibility Segregation',
    topics: ['architecture', 'data'],
    places: [
      event('src/orders/change-order.ts', 'ship-order'),
      event('src/orders/order-projection.ts', 'project-order'),
      event('src/orders/orders.queries.ts', 'get-order'),
      event('src/admin/statistics-projection.ts', 'project-statistics'),
    ],
    pages: [compare('get-order'), compare('get-stats')],
  },
  {
    number: '66',
    title: 'Data Streaming and Processing',
    topics: ['messaging', 'data'],
    places: [
      event('src/event-store/event-store.ts', 'read-all'),
      event('src/admin/statistics-projector.ts', 'project-statistics'),
      event('src/import/import-orders.ts', 'import-orders'),
    ],
  },
  {
    number: '67',
    title: 'Big Data and Back-End Development',
    topics: ['data'],
    notShown:
      'A shop of this size fits into one database. The bench goes to a million orders and no further.',
    places: [repo('packages/bench/README.md')],
  },
  {
    number: '68',
    title: 'Serverless Computing: Introduction',
    topics: ['deployment', 'architecture'],
    places: [
      repo('apps/hono-serverless/README.md'),
      hono('src/lambda.ts'),
      hono('src/worker.ts'),
      hono('src/server.ts'),
    ],
  },
  {
    number: '69',
    title: 'Building Serverless Applications',
    topics: ['deployment'],
    places: [
      hono('src/app.ts'),
      hono('src/deps.ts'),
      hono('src/orders/settle-due.ts', 'settle'),
      hono('deploy/aws/template.yaml'),
      hono('wrangler.jsonc'),
    ],
  },
  {
    number: '70',
    title: 'DevOps Practices for Back-End Development',
    topics: ['operations', 'practice'],
    places: [
      repo('.github/workflows/ci.yml'),
      express('src/health/health.routes.ts', 'get-readiness'),
      express('src/metrics.ts'),
    ],
    pages: [clause('OPS-4'), clause('OPS-6')],
  },
]
