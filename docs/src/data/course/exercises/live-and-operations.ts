import { event, express, hono, nest } from '../places.ts'
import type { Exercise } from '../schema.ts'
import { byChecks } from './proven.ts'

/** Following orders, and a server that others run. */
export const liveAndOperationsExercises: Exercise[] = [
  {
    id: 'resume-a-stream',
    title: 'Resume without a gap',
    module: '11-elixir',
    read: [
      express('src/orders/event-streams.ts', 'list-order-events'),
      express('src/orders/order-event-feed.ts', 'list-order-events'),
    ],
    task: 'Write the stream of an order again. Subscribe first, then read the history, then go on live, so that what changes in between is neither missed nor sent twice. Last-Event-ID says where to begin.',
    ...byChecks('express', ['LIVE-1.11', 'LIVE-1.14', 'LIVE-1.31', 'LIVE-1.32', 'LIVE-1.33']),
  },
  {
    id: 'hear-the-other-instance',
    title: 'Hear the other instance',
    module: '11-elixir',
    read: [
      hono('src/runtime/listening-feed.ts', 'list-order-events'),
      event('src/messaging/notifications.ts', 'listen'),
    ],
    task: 'Turn LISTEN off and see which checks still pass, and how late. Turn it on again and say why the notice carries no data, and what happens when one is lost.',
    ...byChecks('hono-serverless', ['LIVE-1.17', 'LIVE-1.22', 'OPS-7.6']),
  },
  {
    id: 'observable-stream',
    title: 'A stream as an observable',
    module: '07-rails',
    read: [
      nest('src/orders/event-streams.ts', 'list-order-events'),
      nest('src/orders/exhaust-map-with-trailing.ts'),
    ],
    task: 'Replace exhaustMapWithTrailing by switchMap, then by concatMap, and say what each does to changes in quick succession. Put the right one back and measure how often the database is asked.',
    ...byChecks('nestjs', ['LIVE-1.13', 'LIVE-1.17', 'LIVE-1.21']),
  },
  {
    id: 'orderly-end',
    title: 'An orderly end',
    module: '09-go',
    read: [express('src/shutdown.ts'), hono('src/runtime/shutdown.ts')],
    task: 'Write the shutdown again: take nothing new, finish what has begun, end the streams, close the pool, and be gone in time. Leave one step out and see which check notices.',
    ...byChecks('express', ['OPS-4.1', 'OPS-4.2', 'OPS-4.3', 'OPS-4.4']),
  },
  {
    id: 'refuse-to-start',
    title: 'Refuse to start',
    module: '05-spring',
    read: [nest('src/env.ts'), express('src/env.ts')],
    task: 'Write the reading of the environment for a server of your own. One message names every variable that is wrong, and production takes neither a missing secret nor a placeholder.',
    ...byChecks('any', ['OPS-6.1', 'OPS-6.3', 'OPS-6.4', 'OPS-6.6']),
  },
  {
    id: 'few-labels',
    title: 'Few labels',
    module: '12-comparison',
    read: [nest('src/metrics/metrics.ts'), nest('src/metrics/metrics.controller.ts', 'get-metrics')],
    task: 'Label the counter of requests with the path and see what hostile clients make of it. Then use the template of the route, and one name for all that has none.',
    ...byChecks('nestjs', ['OPS-2.2', 'OPS-2.3', 'OPS-2.4', 'OPS-2.5']),
  },
  {
    id: 'killed-after-the-charge',
    title: 'Killed after the charge',
    module: '11-elixir',
    read: [express('src/orders/lease.ts'), express('src/orders/settlement.service.ts', 'charge')],
    task: 'Write the outcome of a charge in the wrong place, for example only in memory, and let the suite kill the server. Then order the steps so that any of them may be the last one.',
    ...byChecks('express', ['OPS-5.1', 'OPS-5.2', 'OPS-5.3']),
  },
  {
    id: 'silent-database',
    title: 'A database that falls silent',
    module: '01-fundamentals',
    read: [express('src/db/pool.ts'), express('src/health/health.routes.ts', 'get-readiness')],
    task: 'Take the time limits off the pool and see what a silent database does to a request. Set them again, in an order in which the inner one ends first, and say who is told what.',
    ...byChecks('express', ['OPS-1.11', 'OPS-1.12']),
  },
  {
    id: 'request-ids',
    title: 'Find one request again',
    module: '02-laravel',
    read: [express('src/http/request-context.ts'), event('src/http/request-context.ts')],
    task: 'Write the handling of X-Request-Id again. A valid id is echoed, any other is replaced, every problem carries it, and so does every line of the log that the request caused.',
    ...byChecks('express', ['HTTP-9.1', 'HTTP-9.2', 'HTTP-9.3', 'HTTP-9.4']),
  },
  {
    id: 'same-command-twice',
    title: 'One command in two styles',
    module: '13-decision',
    read: [
      nest('src/orders/orders.service.ts', 'ship-order'),
      event('src/orders/change-order.ts', 'ship-order'),
    ],
    task: 'Take shipOrder out of two styles and write it again in both. Note for each how many files you opened, and what you had to know that is not in them. Then choose.',
    ...byChecks('any', ['ORD-6.5', 'ORD-6.20', 'ORD-6.202', 'ORD-6.213']),
  },
  {
    id: 'figures-from-events',
    title: 'Figures for the admin',
    module: '08-rust',
    read: [event('src/admin/sales.ts', 'count-sales'), express('src/admin/stats.repository.ts', 'get-stats')],
    task: 'Write the statistics in your style: one statement over the rows, or a projection that counts events. What is cancelled is no revenue, and no currency is added to another.',
    ...byChecks('any', ['ORD-8.2', 'ORD-8.5', 'ORD-8.6', 'ORD-8.8']),
  },
]
