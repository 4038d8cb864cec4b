import { compare, event, express, hono, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const rust: ModuleInput = {
  slug: '08-rust',
  title: '8 · Rust: Actix Web and Rocket',
  source: 'guide',
  entries: [
    {
      number: '8.1',
      title: 'Rust for Backend Development',
      topics: ['languages', 'performance'],
      places: [
        event('src/orders/decide.ts', 'note-payment'),
        express('src/orders/pricing.ts', 'place-order'),
      ],
      notShown: 'Ownership and memory without a collector have no counterpart in TypeScript.',
      counterpart: {
        styles: ['event-driven', 'express'],
        text: 'Enums with data and exhaustive match are unions with a checked switch. Result is not used: a rule throws a DomainError from a closed set of codes, and one file turns it into an answer. Strict settings forbid any, casts that lie, and unchecked indices.',
      },
    },
    {
      number: '8.2',
      title: 'Actix Web',
      topics: ['http', 'performance', 'validation'],
      places: [
        hono('src/http/contract-route.ts', 'contract-route'),
        hono('src/auth/authenticate.ts', 'authenticate'),
        express('src/http/parse-request.ts', 'parse-request'),
        repo('packages/bench/README.md'),
      ],
      pages: [compare('get-me')],
      counterpart: {
        styles: ['hono-serverless'],
        text: 'Extractors are schemas on a route: a handler runs only with values that are already right. Middleware wraps handlers in both. Actix runs a worker for each core; here one process has one event loop, and more cores need more processes.',
      },
    },
    {
      number: '8.3',
      title: 'Rocket',
      topics: ['http', 'security', 'validation'],
      places: [
        hono('src/orders/orders.routes.ts', 'ship-order'),
        hono('src/http/validation.ts', 'refuse-faults'),
        hono('src/auth/authenticate.ts', 'authenticate'),
      ],
      pages: [compare('ship-order')],
      counterpart: {
        styles: ['hono-serverless', 'nestjs'],
        text: 'A request guard is an access rule on the route here, and a guard in NestJS. The type of a Rocket handler says what it needs; contractRoute does the same for the parts of a request and for each answer. Fairings are middleware.',
      },
    },
    {
      number: '8.4',
      title: 'High-Performance APIs with Rust',
      topics: ['data', 'performance', 'deployment'],
      places: [
        hono('src/orders/orders.queries.ts', 'list-orders'),
        event('src/db/sql.ts'),
        express('src/orders/orders.repository.ts', 'list-orders'),
        repo('packages/bench/README.md'),
      ],
      pages: [compare('list-orders')],
      notShown:
        'There is no single binary. The nearest thing is the bundle of the Hono app for Lambda and Workers.',
      counterpart: {
        styles: ['event-driven', 'hono-serverless', 'express'],
        text: 'SQLx checks SQL against a database when it compiles. Kysely and Drizzle check it against types of the schema; the event-driven app writes plain SQL and lets tests on a real PostgreSQL check it. The bench puts each beside a bare twin.',
      },
    },
  ],
}
