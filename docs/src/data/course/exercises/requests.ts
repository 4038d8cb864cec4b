import { event, express, hono, nest } from '../places.ts'
import type { Exercise } from '../schema.ts'
import { byChecks, byTest } from './proven.ts'

/** What comes in and what is answered. */
export const requestExercises: Exercise[] = [
  {
    id: 'first-server',
    title: 'A server that is alive',
    module: '01-fundamentals',
    read: [
      express('src/health/health.routes.ts', 'get-liveness'),
      express('src/health/health.routes.ts', 'get-readiness'),
    ],
    task: 'Write a server in a language of your choice that answers the two health paths. Let readiness ask the database. Run the two checks against its URL, and see what the suite says when you stop the database.',
    ...byChecks('any', ['OPS-1.1', 'OPS-1.2']),
  },
  {
    id: 'unknown-paths',
    title: 'Paths that do not exist',
    module: '01-fundamentals',
    read: [express('src/http/fallbacks.ts'), hono('src/http/known-paths.ts')],
    task: 'Teach your server to tell an unknown path from a wrong method. Answer both as a problem with type, status and path, and list the methods in Allow.',
    ...byChecks('any', ['HTTP-8.1', 'HTTP-8.6', 'HTTP-8.208', 'HTTP-4.3']),
  },
  {
    id: 'first-resource',
    title: 'Registration from nothing',
    module: '02-laravel',
    read: [
      express('src/auth/auth.controller.ts', 'register-user'),
      express('src/users/users.repository.ts', 'register-user'),
    ],
    task: 'Write registerUser for a server of your own, in the framework that you know. Trim and lower-case the email, let the database decide whether it is taken, and answer with Location.',
    ...byChecks('any', ['ACC-1.1', 'ACC-1.2', 'ACC-1.3', 'ACC-1.4']),
  },
  {
    id: 'body-limits',
    title: 'Not one byte more',
    module: '04-node',
    read: [express('src/http/json-body.ts', 'json-body')],
    task: 'Empty the region and write it again without looking. Count bytes, not characters, and refuse a body that announces too much before it is sent. The check of unknown length shows whether you wait for the end.',
    ...byChecks('express', ['HTTP-7.7', 'HTTP-7.8', 'HTTP-7.9', 'HTTP-7.10']),
  },
  {
    id: 'all-faults',
    title: 'All faults at once',
    module: '03-python',
    read: [
      hono('src/http/validation.ts', 'refuse-faults'),
      express('src/http/parse-request.ts', 'parse-request'),
    ],
    task: 'Make the validation stop at the first fault and see which checks notice. Then write it so that faults of query, headers and body come in one answer, each with its JSON pointer.',
    ...byChecks('hono-serverless', ['HTTP-5.1', 'HTTP-5.2', 'HTTP-5.4', 'HTTP-5.11']),
  },
  {
    id: 'pipe-again',
    title: 'A pipe for schemas',
    module: '04-node',
    read: [nest('src/http/contract-validation.pipe.ts', 'validate-request')],
    task: 'Write the pipe again from its unit spec alone. It takes any Standard Schema and says its faults in the words of the contract. Unknown properties have to be refused without a line for each.',
    ...byChecks('nestjs', ['HTTP-5.1', 'HTTP-5.10', 'HTTP-6.2', 'HTTP-6.3']),
  },
  {
    id: 'order-of-checks',
    title: 'First things first',
    module: '04-node',
    read: [
      express('src/orders/orders.routes.ts', 'update-order'),
      nest('src/orders/orders.controller.ts', 'update-order'),
    ],
    task: 'Swap two handlers of the route for updateOrder, such as body and token. Say first which check will fail, then run them. Put the route in order again and say why NestJS needs no such list.',
    ...byChecks('express', ['HTTP-12.4', 'HTTP-12.5', 'HTTP-12.7', 'HTTP-12.9']),
  },
  {
    id: 'strict-queries',
    title: 'Numbers in a query',
    module: '08-rust',
    read: [
      event('src/http/validation.ts', 'parse-request'),
      event('src/products/products.routes.ts', 'list-products'),
    ],
    task: 'Replace the parsing of page and limit by Number() and see what slips through. Then write it so that only decimal digits within range are a number and nothing is given twice.',
    ...byChecks('event-driven', ['HTTP-15.1', 'HTTP-15.3', 'HTTP-15.4', 'LIST-1.8']),
  },
  {
    id: 'code-points',
    title: 'How long is a text?',
    module: '10-kotlin',
    read: [express('src/http/parse-request.ts', 'parse-request')],
    task: 'In a server of your own measure text after trimming and in code points. Most languages count something else by default: find out what yours counts, and refuse NUL and lone surrogates.',
    ...byChecks('any', ['HTTP-14.3', 'HTTP-14.4', 'HTTP-14.7', 'HTTP-14.13']),
  },
  {
    id: 'document-follows-routes',
    title: 'The document follows the routes',
    module: '03-python',
    read: [
      hono('src/http/contract-route.ts', 'contract-route'),
      hono('src/docs/open-api.ts', 'get-open-api'),
    ],
    task: 'Take the route of deliverOrder out of the app and read what the document says now. Put it back with an answer that the contract does not know, and see that it does not compile. Then mend it.',
    ...byChecks('hono-serverless', ['OPS-3.2', 'OPS-3.4', 'ORD-6.343']),
  },
  {
    id: 'typed-client',
    title: 'A client without a generator',
    module: '03-python',
    read: [hono('src/client.int.spec.ts', 'rpc-client'), hono('src/client.ts')],
    task: 'Add a test to the spec of the client: place an order, cancel it, and read the reason back, without a cast. Make a mistake in the name of a property and see where it is found.',
    ...byTest('hono-serverless', 'src/client.int.spec.ts'),
  },
  {
    id: 'security-headers',
    title: 'Who may read the answer',
    module: '09-go',
    read: [express('src/http/security.ts'), hono('src/http/security.ts')],
    task: 'Write the headers for security and CORS by hand, without a library. An origin is compared as a whole, and what needed a token is stored nowhere, problems included.',
    ...byChecks('express', ['HTTP-11.1', 'HTTP-11.2', 'HTTP-11.4', 'HTTP-11.5', 'HTTP-11.7']),
  },
]
