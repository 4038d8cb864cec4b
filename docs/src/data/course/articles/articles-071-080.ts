import { clause, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles71: EntryInput[] = [
  {
    number: '71',
    title: 'Infrastructure as Code (IaC)',
    topics: ['deployment'],
    places: [hono('deploy/aws/template.yaml'), hono('wrangler.jsonc'), hono('scripts/check-deployment.ts')],
    notShown: 'Only the serverless app describes its infrastructure; the others need a host and a database.',
  },
  {
    number: '72',
    title: 'Cloud Computing for Back-End Applications: AWS, Azure, GCP',
    topics: ['deployment'],
    places: [hono('src/lambda.ts'), hono('emulators/lambda/function-url.ts'), hono('src/worker.ts')],
    notShown: 'AWS Lambda and Cloudflare Workers are shown, on emulators. Azure and Google Cloud are not.',
  },
  {
    number: '73',
    title: 'Security Best Practices: OWASP Top 10',
    topics: ['security'],
    places: [
      express('src/orders/order-access.ts', 'lock-for'),
      express('src/http/security.ts'),
      express('src/auth/passwords.ts'),
      express('src/auth/login-limiter.ts', 'log-in'),
    ],
    pages: [clause('HTTP-6'), clause('HTTP-10'), clause('HTTP-11'), clause('ACC-3'), clause('ORD-4')],
  },
  {
    number: '74',
    title: 'Penetration Testing and Security Audits',
    topics: ['security', 'testing'],
    places: [
      repo('packages/contract-tests/src/checks/hostile-values.ts'),
      repo('packages/contract-tests/src/checks/raw-requests.ts'),
      repo('SECURITY.md'),
    ],
    pages: [clause('HTTP-10'), clause('HTTP-16')],
  },
  {
    number: '75',
    title: 'Performance Optimization: Advanced Techniques',
    topics: ['performance'],
    places: [
      repo('packages/bench/src/limits/twin.ts'),
      repo('packages/bench/src/limits/statements.ts'),
      nest('src/auth/sessions.repository.ts', 'authenticate'),
    ],
  },
  {
    number: '76',
    title: 'Caching Strategies: Advanced Concepts',
    topics: ['performance', 'http'],
    places: [event('src/admin/stats.queries.ts', 'get-stats'), express('src/http/preconditions.ts')],
    pages: [clause('VER-1')],
    notShown:
      'There is no cache server. A projection is the nearest thing: an answer that is kept ready, and can be rebuilt.',
  },
  {
    number: '77',
    title: 'Message Queues: Advanced Usage',
    topics: ['messaging'],
    places: [
      event('src/messaging/failures.ts', 'park-message'),
      event('src/messaging/dead-letters.ts', 'dead-letters'),
      event('src/messaging/retry-later.ts'),
      event('src/messaging/postgres-broker.ts', 'lease-messages'),
      event('test/disorder.e2e.spec.ts'),
    ],
    pages: [clause('PAY-2')],
  },
  {
    number: '78',
    title: 'Real-Time Communication: Advanced Techniques',
    topics: ['live'],
    places: [
      express('src/orders/order-event-feed.ts', 'list-order-events'),
      nest('src/orders/exhaust-map-with-trailing.ts'),
      hono('src/runtime/listening-feed.ts', 'list-order-events'),
      event('src/messaging/notifications.ts', 'listen'),
    ],
    pages: [clause('LIVE-1')],
  },
  {
    number: '79',
    title: 'Design Patterns: Advanced Concepts and Applications',
    topics: ['architecture'],
    places: [
      event('src/orders/fulfilment.ts', 'fulfil-order'),
      event('src/messaging/outbox.ts', 'send-messages'),
      express('src/orders/idempotency.ts', 'place-order'),
      express('src/orders/lease.ts'),
    ],
    pages: [clause('IDEM-1')],
  },
  {
    number: '80',
    title: 'Software Architecture for Scalable Systems',
    topics: ['architecture', 'concurrency'],
    places: [
      hono('src/deps.ts'),
      event('src/orders/fulfilment-consumer.ts', 'note-news'),
      express('src/orders/settlement.repository.ts', 'settle'),
    ],
    pages: ['compare/', clause('OPS-7')],
  },
]
