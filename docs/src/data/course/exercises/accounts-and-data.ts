import { event, express, hono, nest, repo } from '../places.ts'
import type { Exercise } from '../schema.ts'
import { byChecks } from './proven.ts'

/** Who may do what, and what is read and written. */
export const accountAndDataExercises: Exercise[] = [
  {
    id: 'login-tells-nothing',
    title: 'A login that tells nothing',
    module: '03-python',
    read: [express('src/auth/auth.service.ts', 'log-in'), express('src/users/users.repository.ts', 'log-in')],
    task: 'Return early when the email is unknown and see that a check measures it. Then write the login so that unknown, wrong and inactive take the same time and give the same answer.',
    ...byChecks('express', ['ACC-2.3', 'ACC-2.7']),
  },
  {
    id: 'spent-tokens',
    title: 'A token that is spent once',
    module: '05-spring',
    read: [
      nest('src/auth/sessions.repository.ts', 'refresh-tokens'),
      nest('src/auth/auth.service.ts', 'refresh-tokens'),
    ],
    task: 'Replace the statement that spends a refresh token by a find and a save. See that parallel refreshes both win. Then let one statement decide, also between two instances.',
    ...byChecks('nestjs', ['ACC-5.2', 'ACC-5.6', 'OPS-7.3']),
  },
  {
    id: 'shared-limit',
    title: 'A limit that all instances share',
    module: '12-comparison',
    read: [hono('src/auth/login-limiter.ts', 'log-in'), express('src/auth/login-limiter.ts', 'log-in')],
    task: 'Keep the failed logins in a Map and run the checks: one instance is content, two are not. Move the count back into the database so that parallel guesses do not get past it.',
    ...byChecks('hono-serverless', ['ACC-3.1', 'ACC-3.5', 'ACC-3.7', 'OPS-7.4']),
  },
  {
    id: 'rights-now',
    title: 'Rights as they are now',
    module: '13-decision',
    read: [
      express('src/auth/sessions.repository.ts', 'authenticate'),
      express('src/auth/authenticate.ts', 'authenticate'),
    ],
    task: 'Put the role into the access token and trust it. The checks show for how long a demoted admin stays one. Go back to looking it up, with one query for login, user and role.',
    ...byChecks('express', ['ACC-10.1', 'ACC-10.3', 'ACC-10.4']),
  },
  {
    id: 'closed-by-default',
    title: 'Closed unless opened',
    module: '06-dotnet',
    read: [nest('src/auth/roles.guard.ts', 'authorize'), nest('src/auth/access.decorators.ts')],
    task: 'Write the guard for roles again: metadata of the handler, then of the class, and nothing is open by mistake. Forget @Roles on one route and see which check finds it.',
    ...byChecks('nestjs', ['ACC-8.12', 'ACC-8.13', 'CAT-2.41', 'ORD-8.20']),
  },
  {
    id: 'ownership-in-the-query',
    title: 'Ownership in the query',
    module: '11-elixir',
    read: [
      hono('src/orders/orders.queries.ts', 'visible-to'),
      hono('src/orders/order-access.ts', 'lock-for'),
    ],
    task: 'Move the question of who may see an order out of the query and into the rules. Find the path that you forgot by running the checks. Move it back and compare the lines.',
    ...byChecks('hono-serverless', ['ORD-4.30', 'ORD-4.31', 'ORD-7.20', 'LIST-2.21']),
  },
  {
    id: 'literal-search',
    title: 'Search for a percent sign',
    module: '02-laravel',
    read: [express('src/products/products.repository.ts', 'list-products'), express('src/db/lists.ts')],
    task: 'Write the search of the catalogue again in your query builder. Percent, underscore and backslash are ordinary characters, and no quote ends the statement.',
    ...byChecks('express', ['CAT-1.1', 'CAT-1.2', 'CAT-1.3']),
  },
  {
    id: 'keyset-pages',
    title: 'Pages that do not shift',
    module: '08-rust',
    read: [hono('src/orders/cursor.ts', 'list-orders'), hono('src/orders/orders.queries.ts', 'list-orders')],
    task: 'Give your server the list of orders with a cursor instead of an offset. Orders that arrive meanwhile shift nothing, and a cursor that was changed in one character is refused.',
    ...byChecks('any', ['LIST-2.1', 'LIST-2.3', 'LIST-2.5', 'LIST-2.14']),
  },
  {
    id: 'ties',
    title: 'A tie is no order',
    module: '07-rails',
    read: [nest('src/products/products.repository.ts', 'list-products'), nest('src/db/lists.ts')],
    task: 'Sort products by price alone and walk through the pages: some come twice, some never. Add what makes every order total, in both directions.',
    ...byChecks('nestjs', ['LIST-4.3', 'LIST-4.4', 'LIST-4.5', 'LIST-4.21']),
  },
  {
    id: 'index-decides',
    title: 'The index decides',
    module: '07-rails',
    read: [
      nest('src/products/products.service.ts', 'create-product'),
      repo('packages/database/migrations/0002_catalogue.sql'),
    ],
    task: 'Validate that a SKU is free by asking first, as a validation of uniqueness does. Run the parallel check. Then insert, and translate what the index says into the problem.',
    ...byChecks('nestjs', ['CAT-2.11', 'CAT-2.13', 'CAT-2.14', 'ACC-1.10']),
  },
  {
    id: 'conditional-get',
    title: 'Nothing has changed',
    module: '12-comparison',
    read: [nest('src/http/etag.interceptor.ts', 'etag'), repo('packages/contract/src/etags.ts')],
    task: 'Write the interceptor again: an ETag for each version, 304 without a body for a reader who has it, for HEAD as well. Count what is still computed for a 304 and say what it saves.',
    ...byChecks('nestjs', ['VER-1.1', 'VER-1.2', 'VER-1.43', 'VER-1.44']),
  },
  {
    id: 'no-lost-update',
    title: 'Of eight writers one wins',
    module: '06-dotnet',
    read: [
      event('src/orders/change-order.ts', 'change-order'),
      event('src/event-store/event-store.ts', 'append-events'),
    ],
    task: 'Take the expected version out of the append and run the checks. Put it back and say which writer begins again and which one is told, and who decides that.',
    ...byChecks('event-driven', ['VER-2.35', 'VER-2.36', 'ORD-7.30', 'OPS-7.7']),
  },
  {
    id: 'merge-patch',
    title: 'Absent, null, and a value',
    module: '09-go',
    read: [express('src/orders/orders.service.ts', 'update-order'), repo('packages/contract/src/merge.ts')],
    task: 'Write PATCH for an order in a server of your own. What is left out stays, null clears what may be cleared, an address is merged part by part, and what changes nothing keeps the version.',
    ...byChecks('any', ['VER-3.21', 'VER-3.22', 'VER-3.23', 'VER-3.24', 'VER-3.34']),
  },
]
