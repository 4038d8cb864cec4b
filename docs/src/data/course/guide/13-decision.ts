import { clause, compare, event, express, hono, nest, repo } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const decision: ModuleInput = {
  slug: '13-decision',
  title: '13 · Choosing the Best Backend Framework',
  source: 'guide',
  entries: [
    {
      number: '13.1',
      title: 'How to Choose the Right Framework',
      topics: ['choosing'],
      note: 'Write down what decides for you, then read one operation that needs it in each style.',
      places: [
        repo('apps/express/README.md'),
        repo('apps/nestjs/README.md'),
        repo('apps/hono-serverless/README.md'),
        repo('apps/event-driven/README.md'),
        repo('packages/bench/README.md'),
      ],
      pages: ['compare/'],
    },
    {
      number: '13.2',
      title: 'Frameworks for Startups',
      topics: ['choosing', 'deployment'],
      note: 'Few parts and no servers to look after: the two small styles.',
      places: [express('src/app.ts'), hono('src/app.ts'), hono('src/worker.ts'), hono('src/lambda.ts')],
      pages: [compare('register-user')],
      notShown:
        'Scaffolding, billing and admin panels, which make a first product quick, are outside of the contract.',
    },
    {
      number: '13.3',
      title: 'Frameworks for Enterprise Applications',
      topics: ['choosing', 'injection', 'messaging'],
      note: 'Many people on one code base: boundaries that the framework knows, or contexts that only exchange messages.',
      places: [
        nest('src/orders/orders.module.ts'),
        nest('src/auth/roles.guard.ts', 'authorize'),
        event('src/orders/fulfilment-consumer.ts', 'note-news'),
        event('src/telemetry/tracing.ts'),
      ],
      pages: [clause('ACC-10'), clause('OPS-5')],
      notShown:
        'Directory services, SAML and XA transactions are not shown. An outbox does what XA is often used for.',
    },
    {
      number: '13.4',
      title: 'Future Trends in Backend Development',
      topics: ['languages', 'deployment'],
      note: 'WebAssembly, edge and serverless are here in running code, and so are live updates.',
      places: [
        hono('src/worker.ts'),
        hono('src/runtime/wasm-passwords.ts'),
        hono('src/orders/event-stream.ts', 'list-order-events'),
      ],
      pages: [clause('LIVE-1')],
      notShown: 'Machine learning, low code and several kinds of database side by side are not shown.',
    },
  ],
}
