import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const fundamentals: ModuleInput = {
  slug: '01-fundamentals',
  title: '1 · Backend Development Fundamentals',
  source: 'guide',
  entries: [
    {
      number: '1.1',
      title: 'What Is Backend Development?',
      topics: ['architecture', 'http'],
      note: 'Follow one order from the route to the table and back. Every step has a name and a place.',
      places: [
        express('src/orders/orders.routes.ts', 'place-order'),
        express('src/orders/place-order.service.ts', 'place-order'),
        express('src/orders/orders.repository.ts', 'place-order'),
      ],
      pages: [compare('place-order')],
    },
    {
      number: '1.2',
      title: 'Frontend vs Backend vs Full Stack Development',
      topics: ['architecture', 'http'],
      note: 'What a frontend sees of a backend is the contract. The client of the Hono app has its types from the server.',
      places: [hono('src/client.int.spec.ts', 'rpc-client')],
      pages: ['contract/'],
      notShown:
        'No frontend is built here: every app answers JSON, event streams, and pages about the API itself.',
    },
    {
      number: '1.3',
      title: 'How Web Servers, APIs & Databases Work Together',
      topics: ['http', 'data'],
      note: 'The HTTP server, the pipeline on it, the pool of connections, and the statement at the end.',
      places: [
        express('src/http/http-server.ts'),
        express('src/app.ts'),
        express('src/db/pool.ts'),
        express('src/orders/orders.repository.ts', 'get-order'),
      ],
      pages: [compare('get-order')],
    },
    {
      number: '1.4',
      title: 'Backend Architecture Basics',
      topics: ['architecture'],
      note: 'Four ways to cut the same server: layers, modules with a container, functions, commands and events.',
      places: [
        express('src/orders/place-order.service.ts', 'place-order'),
        nest('src/orders/place-order.service.ts', 'place-order'),
        hono('src/orders/place-order.ts', 'place-order'),
        event('src/orders/place-order.ts', 'place-order'),
      ],
      pages: ['compare/', compare('place-order')],
    },
    {
      number: '1.5',
      title: 'Monolithic vs Microservices Architecture',
      topics: ['architecture', 'messaging'],
      note: 'Three apps are monoliths. In the event-driven one stock, payments and fulfilment are contexts that talk by messages only, and a worker process runs them.',
      places: [
        event('src/products/stock-consumer.ts', 'reserve-stock'),
        event('src/payments/payments-consumer.ts', 'charge'),
        event('src/orders/fulfilment.ts', 'fulfil-order'),
        event('src/start-worker.ts', 'start-worker'),
      ],
      pages: [clause('OPS-7')],
      notShown:
        'No app is cut into services that are deployed apart, each with its own database. The contexts have schemas of their own, which is where such a cut would go.',
    },
    {
      number: '1.6',
      title: 'Choosing the Right Backend Language',
      topics: ['choosing', 'languages'],
      note: 'The contract does not care for the language: the suite runs against any URL.',
      places: [repo('packages/contract-tests/README.md')],
      pages: ['contract/'],
      notShown: 'All apps are TypeScript on purpose: only the style differs, so only the style is compared.',
    },
  ],
}
