import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles31: EntryInput[] = [
  {
    number: '31',
    title: 'Advanced Testing Strategies: Mocking, Test-Driven Development (TDD)',
    topics: ['testing'],
    places: [
      event('src/orders/decide.unit.spec.ts'),
      nest('test/support/test-app.ts'),
      repo('packages/payment-gateway/README.md'),
      repo('packages/contract-tests/README.md'),
    ],
    pages: ['contract/'],
  },
  {
    number: '32',
    title: 'Code Refactoring and Optimization',
    topics: ['practice', 'performance'],
    places: [nest('src/orders/orders.repository.ts', 'get-order'), repo('packages/bench/README.md')],
  },
  {
    number: '33',
    title: 'Performance Tuning for Back-End Applications',
    topics: ['performance'],
    places: [
      nest('src/db/pool.ts'),
      express('src/db/pool.ts'),
      nest('src/auth/jwt-options.ts'),
      repo('packages/bench/README.md'),
    ],
  },
  {
    number: '34',
    title: 'Caching Strategies: Improving Performance',
    topics: ['performance', 'http'],
    places: [
      nest('src/http/etag.interceptor.ts', 'etag'),
      express('src/http/preconditions.ts'),
      repo('packages/contract/src/etags.ts'),
    ],
    pages: [clause('VER-1'), clause('CAT-1')],
    notShown:
      'No server keeps a cache of its own: with several instances it would have to be told of each change.',
  },
  {
    number: '35',
    title: 'Working with Asynchronous Tasks and Queues',
    topics: ['messaging'],
    places: [
      express('src/orders/settling-worker.ts', 'settle'),
      express('src/orders/settlement.repository.ts', 'settle'),
      hono('src/orders/settle-due.ts', 'settle'),
      event('src/messaging/consumer.ts', 'handle-message'),
    ],
    pages: [clause('PAY-2')],
  },
  {
    number: '36',
    title: 'Introduction to Message Brokers (e.g., RabbitMQ, Kafka)',
    topics: ['messaging'],
    places: [
      event('src/messaging/broker.ts'),
      event('src/messaging/nats-broker.ts', 'publish'),
      event('src/messaging/nats-broker.ts', 'consume'),
      event('src/messaging/postgres-broker.ts', 'publish'),
    ],
    notShown:
      'The broker is NATS JetStream, or PostgreSQL behind the same interface. RabbitMQ and Kafka are not used.',
  },
  {
    number: '37',
    title: 'Building Real-Time Applications with WebSockets',
    topics: ['live'],
    places: [
      express('src/orders/event-streams.ts', 'list-order-events'),
      nest('src/orders/order-events.controller.ts', 'list-order-events'),
      event('src/orders/event-streams.ts', 'list-order-events'),
    ],
    pages: [compare('list-order-events'), clause('LIVE-1')],
    notShown:
      'Server-sent events take the place of WebSockets: a follower has nothing to say, and HTTP resumes them.',
  },
  {
    number: '38',
    title: 'Understanding Design Patterns: Singleton, Factory, Observer',
    topics: ['architecture'],
    places: [
      express('src/app.ts'),
      nest('src/core.module.ts'),
      nest('src/orders/event-streams.ts', 'list-order-events'),
      event('src/db/notifier.ts', 'notify'),
    ],
  },
  {
    number: '39',
    title: 'Introduction to Dependency Injection',
    topics: ['injection'],
    places: [
      nest('src/app.module.ts'),
      nest('src/orders/orders.module.ts'),
      express('src/app.ts'),
      hono('src/deps.ts'),
      event('src/runtime.ts'),
    ],
  },
  {
    number: '40',
    title: 'Building Modular and Maintainable Code',
    topics: ['architecture', 'practice'],
    places: [
      nest('src/products/products.module.ts'),
      express('src/products/products.service.ts', 'update-product'),
      event('src/products/stock-consumer.ts', 'reserve-stock'),
    ],
    pages: ['compare/'],
  },
]
