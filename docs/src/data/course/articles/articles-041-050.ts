import { clause, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles41: EntryInput[] = [
  {
    number: '41',
    title: 'Advanced API Development: HATEOAS, API Gateways',
    topics: ['http'],
    places: [repo('packages/contract/src/links.ts'), hono('src/http/links.ts')],
    pages: [clause('LIST-3')],
    notShown:
      'Links lead through lists and to new resources, no further. There is no gateway in front of the apps.',
  },
  {
    number: '42',
    title: 'Securing Your API: JWT, OAuth',
    topics: ['accounts', 'security'],
    places: [
      express('src/auth/access-tokens.ts'),
      express('src/auth/refresh-tokens.ts'),
      nest('src/auth/jwt-options.ts'),
      hono('src/auth/access-tokens.ts'),
    ],
    pages: [clause('ACC-4'), clause('ACC-5'), clause('ACC-6')],
    notShown:
      'OAuth with a provider of its own is not shown: the apps issue and check their tokens themselves.',
  },
  {
    number: '43',
    title: 'Handling File Uploads and Downloads',
    topics: ['http'],
    pages: [clause('HTTP-7')],
    notShown:
      'The contract has no files. What it says of bodies (size, media type, chunks) is where uploads begin.',
  },
  {
    number: '44',
    title: 'Working with Images and Other Media',
    topics: ['http'],
    notShown: 'No operation takes or gives images: products have text, a price and stock.',
  },
  {
    number: '45',
    title: 'Integrating with Third-Party APIs',
    topics: ['messaging', 'errors'],
    places: [
      express('src/payments/gateway-client.ts', 'charge'),
      express('src/payments/payment-gateway.ts', 'charge'),
      hono('src/payments/circuit.ts', 'circuit'),
      repo('packages/payment-gateway/README.md'),
    ],
    pages: [clause('PAY-1'), clause('PAY-2'), clause('PAY-3')],
  },
  {
    number: '46',
    title: 'Building Server-Side Rendering (SSR) Applications',
    topics: ['http'],
    places: [repo('packages/contract/src/problem-page.ts')],
    notShown: 'The only HTML that a server makes are the pages about its problems and its documents.',
  },
  {
    number: '47',
    title: 'Introduction to GraphQL',
    topics: ['http'],
    notShown:
      'The contract is HTTP resources. A GraphQL style would be another contract, not another style of this one.',
  },
  {
    number: '48',
    title: 'Implementing GraphQL APIs',
    topics: ['http'],
    notShown:
      'There is no GraphQL here. The typed client of the Hono app gives its callers types without it.',
    places: [hono('src/client.ts')],
  },
  {
    number: '49',
    title: 'Advanced Database Operations: Transactions, Indexes',
    topics: ['concurrency', 'data'],
    places: [
      express('src/orders/place-order.service.ts', 'place-order'),
      express('src/products/stock.repository.ts', 'take-stock'),
      nest('src/products/stock.repository.ts', 'take-stock'),
      event('src/event-store/optimistically.ts', 'try-again'),
      repo('packages/database/migrations/0003_orders.sql'),
    ],
    pages: [clause('ORD-3'), clause('VER-2')],
  },
  {
    number: '50',
    title: 'Database Performance Optimization',
    topics: ['performance', 'data'],
    places: [
      express('src/orders/orders.repository.ts', 'list-orders'),
      hono('src/orders/cursor.ts', 'list-orders'),
      repo('packages/bench/README.md'),
    ],
    pages: [clause('LIST-2')],
  },
]
