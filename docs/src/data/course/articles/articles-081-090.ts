import { clause, event, express, hono } from '../places.ts'
import type { EntryInput } from '../schema.ts'

export const articles81: EntryInput[] = [
  {
    number: '81',
    title: 'Building Machine Learning APIs',
    topics: ['languages'],
    notShown:
      'No model is served here. A slow service behind an API is: see how the payment gateway is called.',
    places: [express('src/payments/gateway-client.ts', 'charge')],
  },
  {
    number: '82',
    title: 'Integrating AI with Back-End Applications',
    topics: ['messaging'],
    notShown:
      'Nothing here calls a model. A call that is slow, costs money and may fail is shown with payments.',
    pages: [clause('PAY-1'), clause('PAY-2')],
  },
  {
    number: '83',
    title: 'Blockchain and Back-End Development',
    topics: ['data'],
    notShown:
      'No ledger is shared between parties. An append-only history exists, in one database that is trusted.',
    places: [event('src/event-store/event-store.ts', 'append-events')],
  },
  {
    number: '84',
    title: 'IoT and Back-End Development',
    topics: ['messaging'],
    notShown:
      'There are no devices. What they ask of a server, messages that come twice and out of order, is shown.',
    places: [event('src/messaging/inbox.ts', 'process-once')],
  },
  {
    number: '85',
    title: 'Mobile Back-End as a Service (MBaaS)',
    topics: ['choosing'],
    notShown:
      'A bought backend has no code to compare. What a mobile client needs of this one: keys against double orders.',
    pages: [clause('IDEM-1')],
  },
  {
    number: '86',
    title: 'Building Headless CMS Applications',
    topics: ['architecture'],
    notShown: 'The catalogue is the only content, and it has no editor: it is kept through the API.',
    pages: [clause('CAT-2')],
  },
  {
    number: '87',
    title: 'GraphQL: Advanced Concepts and Use Cases',
    topics: ['http'],
    notShown: 'There is no GraphQL here: the contract is HTTP resources, and the styles differ behind it.',
  },
  {
    number: '88',
    title: 'Serverless Computing: Advanced Techniques',
    topics: ['deployment', 'concurrency'],
    places: [
      hono('src/payments/circuit.ts', 'circuit'),
      hono('src/runtime/shift.ts'),
      hono('src/db/pool.ts'),
      hono('deviations/lambda.json'),
      hono('deviations/workers.json'),
    ],
  },
  {
    number: '89',
    title: 'Edge Computing and Back-End Development',
    topics: ['deployment'],
    places: [hono('src/worker.ts'), hono('src/runtime/wasm-passwords.ts'), hono('wrangler.jsonc')],
    notShown: 'The database stays in one place: data at the edge is not shown.',
  },
  {
    number: '90',
    title: 'Quantum Computing and its Impact on Back-End Development',
    topics: ['security'],
    notShown:
      'Nothing here depends on it yet. Tokens are signed with a shared secret, which quantum computers threaten least.',
    places: [express('src/auth/access-tokens.ts')],
  },
]
