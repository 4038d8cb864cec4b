import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles21: EntryInput[] = [
  {
    number: '21',
    title: 'Advanced Routing and URL Parameters',
    topics: ['http', 'validation'],
    places: [
      express('src/http/parse-request.ts', 'parse-request'),
      nest('src/http/other-methods.ts', 'other-methods'),
      hono('src/http/known-paths.ts'),
    ],
    pages: [clause('HTTP-2'), clause('HTTP-8'), clause('HTTP-15')],
  },
  {
    number: '22',
    title: 'Middleware: Enhancing Request Processing',
    topics: ['http', 'architecture'],
    places: [
      express('src/app.ts'),
      nest('src/http/timeout.interceptor.ts', 'timeout'),
      hono('src/auth/authenticate.ts', 'authenticate'),
      event('src/http/request-context.ts'),
    ],
    pages: [clause('HTTP-12')],
  },
  {
    number: '23',
    title: 'Working with Databases: ORM/ODM Concepts',
    topics: ['data'],
    places: [
      nest('src/orders/order.entity.ts'),
      nest('src/orders/orders.repository.ts', 'list-orders'),
      express('src/orders/orders.repository.ts', 'list-orders'),
      hono('src/orders/orders.queries.ts', 'list-orders'),
      event('src/orders/orders.queries.ts', 'list-orders'),
    ],
    pages: [compare('list-orders')],
  },
  {
    number: '24',
    title: 'Database Migrations: Managing Schema Changes',
    topics: ['data', 'operations'],
    places: [
      repo('packages/database/README.md'),
      repo('packages/database/migrations/0005_idempotency.sql'),
      event('migrations/0101_event_store.sql'),
      event('src/read-model/rebuild.ts', 'rebuild'),
    ],
  },
  {
    number: '25',
    title: 'Advanced Data Modeling and Relationships',
    topics: ['data'],
    places: [
      hono('src/db/relations.ts'),
      nest('src/orders/order-item.entity.ts'),
      event('src/orders/order-projection.ts', 'project-order'),
    ],
  },
  {
    number: '26',
    title: 'API Design Best Practices: Versioning, Documentation',
    topics: ['documents', 'http'],
    places: [
      express('src/docs/docs.routes.ts', 'get-open-api'),
      hono('src/docs/open-api.ts', 'get-open-api'),
      event('src/orders/order-upcasters.ts', 'upcast-event'),
    ],
    pages: [clause('OPS-3'), clause('DOC-1')],
  },
  {
    number: '27',
    title: 'Authentication and Authorization: Deep Dive',
    topics: ['accounts', 'security'],
    places: [
      express('src/auth/auth.service.ts', 'refresh-tokens'),
      express('src/auth/sessions.repository.ts', 'refresh-tokens'),
      nest('src/auth/access-token.guard.ts', 'authenticate'),
    ],
    pages: [compare('refresh-tokens'), clause('ACC-5'), clause('ACC-10')],
  },
  {
    number: '28',
    title: 'Implementing Role-Based Access Control (RBAC)',
    topics: ['accounts'],
    places: [
      nest('src/auth/roles.guard.ts', 'authorize'),
      nest('src/auth/access.decorators.ts'),
      express('src/orders/order-access.ts', 'lock-for'),
      hono('src/orders/orders.queries.ts', 'visible-to'),
    ],
    pages: [clause('ACC-8'), clause('ORD-6')],
  },
  {
    number: '29',
    title: 'Input Validation and Sanitization: Security Best Practices',
    topics: ['validation', 'security'],
    places: [
      express('src/http/parse-request.ts', 'parse-request'),
      nest('src/http/contract-validation.pipe.ts', 'validate-request'),
      hono('src/http/validation.ts', 'refuse-faults'),
      event('src/http/validation.ts', 'parse-request'),
    ],
    pages: [clause('HTTP-5'), clause('HTTP-6'), clause('HTTP-10')],
  },
  {
    number: '30',
    title: 'Error Handling and Logging',
    topics: ['errors'],
    places: [
      express('src/http/problem-handler.ts', 'problems'),
      nest('src/http/problem.filter.ts', 'problems'),
      hono('src/http/problem-handler.ts', 'problems'),
      event('src/http/problem-handler.ts', 'problems'),
      express('src/logger.ts'),
    ],
    pages: [clause('HTTP-4')],
  },
]
