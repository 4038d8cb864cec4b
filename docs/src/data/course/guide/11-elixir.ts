import { clause, compare, event, express, hono, nest } from '../places.ts'
import type { ModuleInput } from '../schema.ts'

export const elixir: ModuleInput = {
  slug: '11-elixir',
  title: '11 · Elixir: Phoenix',
  source: 'guide',
  entries: [
    {
      number: '11.1',
      title: 'Introduction to Elixir',
      topics: ['languages', 'concurrency'],
      places: [
        event('src/orders/decide.ts', 'update-order'),
        event('src/orders/order.ts', 'evolve-order'),
        event('src/orders/order-stream.ts', 'load-order'),
      ],
      notShown:
        'Processes with a heap and a mailbox of their own, and supervisors, have no counterpart in Node.',
      counterpart: {
        styles: ['event-driven'],
        text: 'State that is folded from messages is what evolve does with events: a GenServer keeps it in memory, an event-sourced order keeps it in the database. Pattern matching is a switch over a union.',
      },
    },
    {
      number: '11.2',
      title: 'Phoenix Framework',
      topics: ['http', 'architecture', 'data'],
      places: [
        hono('src/auth/auth.routes.ts', 'log-in'),
        hono('src/auth/auth.ts', 'log-in'),
        hono('src/users/users.queries.ts', 'change-user'),
        hono('src/auth/authenticate.ts', 'authenticate'),
      ],
      pages: [compare('log-in'), compare('update-me')],
      counterpart: {
        styles: ['hono-serverless'],
        text: 'Plugs are middleware, a context is a feature folder of plain functions that take the database first, an Ecto query is a Drizzle query. A changeset is two things here: a schema at the edge, and a unique index that has the last word.',
      },
    },
    {
      number: '11.3',
      title: 'Real-Time Applications with Phoenix',
      topics: ['live'],
      places: [
        express('src/orders/order-event-feed.ts', 'list-order-events'),
        express('src/orders/event-streams.ts', 'list-order-events'),
        hono('src/orders/event-stream.ts', 'list-order-events'),
        event('src/messaging/notifications.ts', 'listen'),
      ],
      pages: [compare('list-order-events'), clause('LIVE-1')],
      notShown:
        'LiveView and presence are not here: there is no HTML to keep up to date, and nobody asks who is watching.',
      counterpart: {
        styles: ['express', 'hono-serverless', 'event-driven'],
        text: 'A channel is an event stream for one order. PubSub across nodes is LISTEN and NOTIFY, and only a hint to look again: the table of events is the truth, so a reconnecting client misses nothing.',
      },
    },
    {
      number: '11.4',
      title: 'High-Concurrency Backend Systems',
      topics: ['concurrency', 'messaging', 'operations'],
      places: [
        event('src/messaging/consumer.ts', 'handle-message'),
        event('src/messaging/failures.ts', 'park-message'),
        event('src/start-worker.ts', 'start-worker'),
        hono('src/payments/circuit.ts', 'circuit'),
        nest('src/orders/settling-worker.ts', 'settle'),
      ],
      pages: [clause('OPS-5'), clause('PAY-2')],
      notShown:
        'Clustering, hot upgrades and millions of processes are what the BEAM is for. No app here claims them.',
      counterpart: {
        styles: ['event-driven', 'nestjs', 'hono-serverless'],
        text: 'Let it crash is done one floor down: a process may be killed at any time, what it had begun is leased in the database, and another one goes on. The platform restarts the process, not a supervisor.',
      },
    },
  ],
}
