import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles51: EntryInput[] = [
  {
    number: '51',
    title: 'Working with Different Database Systems',
    topics: ['data'],
    notShown:
      'Every style uses PostgreSQL, so that only the style differs. One broker of the event-driven app is PostgreSQL, too.',
    places: [event('src/messaging/postgres-broker.ts', 'lease-messages')],
  },
  {
    number: '52',
    title: 'Building Scalable Back-End Applications',
    topics: ['concurrency', 'architecture'],
    places: [
      express('src/http/load-limit.ts', 'load-limit'),
      express('src/orders/lease.ts'),
      hono('src/deps.ts'),
      event('src/messaging/postgres-broker.ts', 'lease-messages'),
    ],
    pages: [clause('OPS-7'), clause('OPS-8'), clause('IDEM-2')],
  },
  {
    number: '53',
    title: 'Load Balancing and Horizontal Scaling',
    topics: ['deployment', 'concurrency'],
    places: [
      express('src/auth/login-limiter.ts', 'log-in'),
      express('src/orders/order-event-feed.ts', 'list-order-events'),
      express('test/contract.e2e.spec.ts'),
    ],
    pages: [clause('OPS-7'), clause('LIVE-1')],
    notShown: 'No balancer is set up. The suite speaks to two instances in turn, as a balancer would.',
  },
  {
    number: '54',
    title: 'Containerization with Docker: Basics',
    topics: ['deployment'],
    notShown:
      'Nothing here needs Docker. What an image would hold is a Node process, its environment and one port.',
    pages: [clause('OPS-6')],
  },
  {
    number: '55',
    title: 'Orchestration with Kubernetes: Introduction',
    topics: ['deployment', 'operations'],
    places: [
      express('src/health/health.routes.ts', 'get-liveness'),
      express('src/health/health.routes.ts', 'get-readiness'),
      express('src/shutdown.ts'),
    ],
    pages: [clause('OPS-1'), clause('OPS-4')],
    notShown: 'There are no manifests. Probes and an orderly end are what an orchestrator asks of a server.',
  },
  {
    number: '56',
    title: 'Continuous Integration and Continuous Deployment (CI/CD)',
    topics: ['testing', 'deployment'],
    places: [
      repo('.github/workflows/ci.yml'),
      repo('packages/contract-tests/README.md'),
      hono('scripts/check-deployment.ts'),
    ],
    notShown: 'Nothing is deployed by this repository but its documentation.',
  },
  {
    number: '57',
    title: 'Monitoring and Logging: Tools and Techniques',
    topics: ['operations', 'errors'],
    places: [
      express('src/metrics.ts'),
      express('src/health/health.routes.ts', 'get-metrics'),
      nest('src/metrics/access-log.ts'),
      event('src/telemetry/tracing.ts'),
      event('src/messaging/alarm.ts'),
    ],
    pages: [clause('OPS-2'), clause('HTTP-9')],
  },
  {
    number: '58',
    title: 'Understanding Design Patterns: Strategy, Decorator, Command',
    topics: ['architecture'],
    places: [
      event('src/messaging/broker.ts'),
      hono('src/payments/circuit.ts', 'circuit'),
      event('src/orders/decide.ts', 'cancel-order'),
      event('src/orders/change-order.ts', 'change-order'),
    ],
  },
  {
    number: '59',
    title: 'Building Microservices: Introduction',
    topics: ['architecture', 'messaging'],
    places: [
      event('src/start-worker.ts', 'start-worker'),
      event('migrations/0102_contexts.sql'),
      repo('packages/payment-gateway/README.md'),
    ],
    notShown:
      'The payment gateway is a service of its own. The contexts of the event-driven app are not deployed apart.',
  },
  {
    number: '60',
    title: 'Communication between Microservices',
    topics: ['messaging'],
    places: [
      event('src/orders/order-messages.ts', 'send-messages'),
      event('src/messaging/envelope.ts'),
      event('src/messaging/inbox.ts', 'process-once'),
      express('src/payments/gateway-client.ts', 'charge'),
    ],
    pages: [compare('place-order')],
  },
]
