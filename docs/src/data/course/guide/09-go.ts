import { clause, compare, event, express, hono, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const go: ModuleInput = {
  slug: '09-go',
  title: '9 · Go: Gin and Fiber',
  source: 'guide',
  entries: [
    {
      number: '9.1',
      title: 'Why Go Is Popular for Backend Development',
      topics: ['languages', 'concurrency'],
      places: [
        express('src/orders/settling-worker.ts', 'settle'),
        express('src/shutdown.ts'),
        hono('src/runtime/shutdown.ts'),
      ],
      pages: [clause('OPS-4')],
      notShown:
        'Goroutines and channels have no counterpart: one event loop runs JavaScript, and what is parallel is in the database, in threads for hashing, or in another process.',
      counterpart: {
        styles: ['express', 'hono-serverless'],
        text: 'A context with a deadline is an AbortSignal that is handed down. Interfaces are structural in both languages. Errors are values in Go and exceptions here, from a closed set.',
      },
    },
    {
      number: '9.2',
      title: 'Gin Web Framework',
      topics: ['http', 'validation', 'accounts'],
      places: [
        express('src/products/products.routes.ts', 'create-product'),
        express('src/auth/authenticate.ts', 'authenticate'),
        express('src/http/parse-request.ts', 'parse-request'),
        express('src/products/products.repository.ts', 'create-product'),
      ],
      pages: [compare('create-product'), clause('HTTP-5')],
      counterpart: {
        styles: ['express'],
        text: 'Groups and chains of handlers are routers and middleware. gin.Context carries everything; here a parsed value goes on as an argument. Binding tags are schemas, and all faults are reported at once.',
      },
    },
    {
      number: '9.3',
      title: 'Fiber',
      topics: ['http', 'performance'],
      places: [
        express('src/app.ts'),
        express('src/orders/orders.routes.ts', 'cancel-order'),
        hono('src/app.ts'),
        repo('packages/bench/README.md'),
      ],
      pages: [compare('cancel-order')],
      counterpart: {
        styles: ['express', 'hono-serverless'],
        text: 'Fiber took its shape from Express, so the routes read alike. Fiber reuses the memory of a request; in Node a value may be kept. Hono has the same small surface on Web standards.',
      },
    },
    {
      number: '9.4',
      title: 'Building Scalable APIs with Go',
      topics: ['data', 'deployment', 'operations', 'testing'],
      places: [
        express('src/env.ts'),
        express('src/metrics.ts'),
        express('src/health/health.routes.ts', 'get-readiness'),
        express('src/products/stock.repository.ts', 'take-stock'),
        event('src/main.ts'),
      ],
      pages: [clause('OPS-1'), clause('OPS-7'), clause('ORD-3')],
      notShown: 'Container images are not built here: every app is a Node process with an environment.',
      counterpart: {
        styles: ['express', 'event-driven'],
        text: 'Handler, service and repository are the same three parts, put together by hand in one composition root, as Go does it. GORM is nearer to TypeORM; sqlx and pgx are nearer to the plain SQL of the event-driven app.',
      },
    },
  ],
}
