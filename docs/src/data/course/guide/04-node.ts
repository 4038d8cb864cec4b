import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const node: ModuleInput = {
  slug: '04-node',
  title: '4 · Node.js: Express and NestJS',
  source: 'guide',
  entries: [
    {
      number: '4.1',
      title: 'Express.js Framework',
      topics: ['http', 'architecture', 'errors'],
      note: 'Express 5: a route is a list of handlers, read from left to right. Errors of async handlers arrive in one place.',
      places: [
        express('src/app.ts'),
        express('src/orders/orders.routes.ts', 'place-order'),
        express('src/orders/orders.controller.ts', 'place-order'),
        express('src/http/json-body.ts', 'json-body'),
        express('src/http/problem-handler.ts', 'problems'),
      ],
      pages: [compare('place-order')],
    },
    {
      number: '4.2',
      title: 'NestJS',
      topics: ['injection', 'architecture', 'validation'],
      note: 'Modules, providers, guards, pipes, interceptors, filters: each has one job, and each is one file to read.',
      places: [
        nest('src/app.module.ts'),
        nest('src/auth/access-token.guard.ts', 'authenticate'),
        nest('src/http/contract-validation.pipe.ts', 'validate-request'),
        nest('src/orders/orders.controller.ts', 'place-order'),
        nest('src/http/etag.interceptor.ts', 'etag'),
        nest('src/http/problem.filter.ts', 'problems'),
      ],
      pages: [compare('place-order')],
    },
    {
      number: '4.3',
      title: 'Building APIs with Node.js',
      topics: ['http', 'validation', 'live', 'security'],
      note: 'A REST API with limits, tokens, documents and live updates, four times.',
      places: [
        express('src/http/security.ts'),
        express('src/auth/login-limiter.ts', 'log-in'),
        hono('src/orders/orders.routes.ts', 'list-orders'),
        event('src/orders/event-streams.ts', 'list-order-events'),
        nest('src/orders/order-events.controller.ts', 'list-order-events'),
      ],
      pages: ['compare/', clause('LIVE-1'), clause('HTTP-11')],
      notShown:
        'GraphQL and WebSockets are not in the contract. Live updates are server-sent events: one way is all that an order needs.',
    },
    {
      number: '4.4',
      title: 'When Node.js Is the Best Choice',
      topics: ['choosing', 'performance'],
      note: 'Processor work such as hashing is kept off the event loop. Everything else waits for the database, and Node is good at waiting.',
      places: [
        express('src/auth/passwords.ts'),
        hono('src/runtime/native-passwords.ts'),
        repo('packages/bench/README.md'),
      ],
      pages: [clause('ACC-2')],
    },
  ],
}
