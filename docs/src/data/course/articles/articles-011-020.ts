import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles11: EntryInput[] = [
  {
    number: '11',
    title: 'Routing: Handling HTTP Requests',
    topics: ['http'],
    places: [
      express('src/products/products.routes.ts', 'list-products'),
      nest('src/products/products.controller.ts', 'list-products'),
      hono('src/products/products.routes.ts', 'list-products'),
      event('src/products/products.routes.ts', 'list-products'),
    ],
    pages: [compare('list-products'), clause('HTTP-8')],
  },
  {
    number: '12',
    title: 'Building Your First API Endpoint',
    topics: ['http'],
    places: [
      express('src/users/users.routes.ts', 'get-me'),
      express('src/users/users.controller.ts', 'get-me'),
    ],
    pages: [compare('get-me')],
  },
  {
    number: '13',
    title: 'Data Serialization: JSON and XML',
    topics: ['http', 'validation'],
    places: [express('src/http/json-body.ts', 'json-body'), nest('src/orders/to-order.ts')],
    pages: [clause('HTTP-3'), clause('HTTP-7'), clause('HTTP-14')],
    notShown: 'XML is not spoken by this API: the contract knows JSON and event streams.',
  },
  {
    number: '14',
    title: 'Basic Authentication and Authorization',
    topics: ['accounts'],
    places: [
      express('src/auth/authenticate.ts', 'authenticate'),
      express('src/auth/auth.service.ts', 'log-in'),
      nest('src/auth/roles.guard.ts', 'authorize'),
    ],
    pages: [compare('log-in'), clause('ACC-2'), clause('ACC-4')],
  },
  {
    number: '15',
    title: 'Introduction to Testing: Unit and Integration Tests',
    topics: ['testing'],
    places: [
      express('src/orders/pricing.unit.spec.ts'),
      express('src/orders/place-order.int.spec.ts'),
      express('test/contract.e2e.spec.ts'),
    ],
  },
  {
    number: '16',
    title: 'Debugging Techniques for Back-End Applications',
    topics: ['errors', 'practice'],
    places: [
      express('src/http/access-log.ts'),
      express('src/http/request-context.ts'),
      event('src/telemetry/tracing.ts'),
    ],
    pages: [clause('HTTP-9')],
  },
  {
    number: '17',
    title: 'Introduction to Deployment: Basic Concepts',
    topics: ['deployment'],
    places: [express('src/server.ts'), express('src/shutdown.ts'), hono('deploy/aws/template.yaml')],
    pages: [clause('OPS-4'), clause('OPS-6')],
  },
  {
    number: '18',
    title: 'Understanding Software Development Life Cycles (SDLC)',
    topics: ['practice'],
    places: [repo('CONTRIBUTING.md'), repo('.github/workflows/ci.yml')],
    notShown:
      'Models of a life cycle are not compared. What is here is one: a clause, its checks, then the code.',
  },
  {
    number: '19',
    title: 'Agile Development Principles for Back-End Projects',
    topics: ['practice'],
    notShown: 'How a team plans its work leaves no trace in an API.',
  },
  {
    number: '20',
    title: 'Introduction to Design Patterns: MVC',
    topics: ['architecture'],
    places: [
      express('src/products/products.controller.ts', 'get-product'),
      express('src/products/products.service.ts', 'get-product'),
      express('src/products/products.repository.ts', 'get-product'),
    ],
    pages: [compare('get-product')],
    notShown: 'There are no views: the answer of a controller is JSON.',
  },
]
