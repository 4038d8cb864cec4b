import { event, express, hono, nest } from '../places.ts'
import type { Exercise } from '../schema.ts'
import { byChecks, byTest } from './proven.ts'

/** Stock, money and what follows from an order. */
export const orderExercises: Exercise[] = [
  {
    id: 'last-piece',
    title: 'The last piece',
    module: '09-go',
    read: [
      express('src/products/stock.repository.ts', 'take-stock'),
      nest('src/products/stock.repository.ts', 'take-stock'),
    ],
    task: 'Write takeStock again: all items or none, no piece twice, and no deadlock when two orders name the same products in opposite order. First try it with a read and a write, to see it fail.',
    ...byChecks('express', ['ORD-3.6', 'ORD-3.20', 'ORD-3.22', 'ORD-3.24']),
  },
  {
    id: 'exact-totals',
    title: 'A price to the cent',
    module: '01-fundamentals',
    read: [express('src/orders/pricing.ts', 'place-order')],
    task: 'Write the pricing of an order again from its unit spec: integers only, one currency, every unknown product named. Try it with floating point first and find the order that comes out wrong.',
    ...byTest('express', 'src/orders/pricing.unit.spec.ts'),
  },
  {
    id: 'one-key-one-order',
    title: 'One key, one order',
    module: '04-node',
    read: [
      express('src/orders/idempotency.ts', 'place-order'),
      express('src/orders/idempotency.repository.ts', 'place-order'),
    ],
    task: 'Write the claim of an idempotency key again. The same key and body replays the first answer, another body is refused, and of eight parallel requests one places the order.',
    ...byChecks('express', ['IDEM-1.1', 'IDEM-1.3', 'IDEM-2.1', 'IDEM-2.2', 'IDEM-3.1']),
  },
  {
    id: 'charged-once',
    title: 'Charged once',
    module: '05-spring',
    read: [
      nest('src/payments/payment-gateway.ts', 'charge'),
      nest('src/payments/gateway-client.ts', 'charge'),
    ],
    task: 'Take the key of the charge away and see what a lost reply costs. Then let every attempt for one order carry the same key, with a time limit for each and for all.',
    ...byChecks('nestjs', ['PAY-1.3', 'PAY-1.4', 'PAY-1.5', 'ORD-1.22']),
  },
  {
    id: 'gateway-is-down',
    title: 'The gateway is down',
    module: '11-elixir',
    read: [
      express('src/orders/settling-worker.ts', 'settle'),
      express('src/orders/settlement.repository.ts', 'settle'),
    ],
    task: 'Write the worker again that settles what an outage left behind. It leases what is due, so that two workers do not take one order, and what a dead worker held is free after a while.',
    ...byChecks('express', ['PAY-2.1', 'PAY-2.2', 'PAY-2.4', 'OPS-5.1']),
  },
  {
    id: 'circuit',
    title: 'A circuit without memory',
    module: '05-spring',
    read: [hono('src/payments/circuit.ts', 'circuit'), nest('src/payments/payment-gateway.ts', 'charge')],
    task: 'Replace the circuit in the database by one in memory and say what each instance has to learn alone. Write it as a row again. Nobody waits longer than three seconds, and all but paying goes on.',
    ...byChecks('hono-serverless', ['PAY-2.3', 'PAY-2.5']),
  },
  {
    id: 'one-refund',
    title: 'One refund',
    module: '13-decision',
    read: [nest('src/orders/order-transitions.ts', 'refund'), hono('src/orders/settle.ts', 'refund')],
    task: 'Follow a cancellation of a paid order in two styles, then write the refund again in the one that you prefer. Six parallel cancellations give the money and the stock back once.',
    ...byChecks('any', ['PAY-3.1', 'PAY-3.2', 'PAY-3.3', 'ORD-3.25']),
  },
  {
    id: 'pure-decisions',
    title: 'Decide without a database',
    module: '10-kotlin',
    read: [
      event('src/orders/decide.ts', 'cancel-order'),
      event('src/orders/decide.ts', 'note-payment'),
      event('src/orders/order.ts', 'evolve-order'),
    ],
    task: 'Empty the bodies of cancel and notePayment and write them again as given, when, then. Payment may arrive after the cancellation: the spec knows that case, and so must you.',
    ...byTest('event-driven', 'src/orders/decide.unit.spec.ts'),
  },
  {
    id: 'process-once',
    title: 'Delivered twice, done once',
    module: '06-dotnet',
    read: [
      event('src/messaging/inbox.ts', 'process-once'),
      event('src/products/stock-consumer.ts', 'reserve-stock'),
    ],
    task: 'Let every delivery do its work and see that a message that comes twice has its effect twice. Then note each message in the transaction of its effect, with one statement that says whether it is new.',
    ...byTest('event-driven', 'src/messaging/consumer.int.spec.ts'),
  },
  {
    id: 'rebuild',
    title: 'Throw the read model away',
    module: '10-kotlin',
    read: [
      event('src/read-model/rebuild.ts', 'rebuild'),
      event('src/orders/order-projection.ts', 'project-order'),
    ],
    task: 'Write the projection of an order again from its events. Then rebuild the read model beside the old one, and let the spec compare both while orders go on.',
    ...byTest('event-driven', 'src/read-model/rebuild.int.spec.ts'),
  },
  {
    id: 'upcast',
    title: 'Events of an older kind',
    module: '10-kotlin',
    read: [
      event('src/orders/order-upcasters.ts', 'upcast-event'),
      event('src/import/legacy-orders.ts', 'import-orders'),
    ],
    task: 'Give an event of the order a new version with one more property, and write the step that lifts the older one to it. Extend the spec by the case: what is stored is never rewritten.',
    ...byTest('event-driven', 'src/orders/order-upcasters.unit.spec.ts'),
  },
  {
    id: 'dead-letters',
    title: 'A message that nobody can handle',
    module: '05-spring',
    read: [
      event('src/messaging/failures.ts', 'park-message'),
      event('src/messaging/dead-letters.ts', 'dead-letters'),
    ],
    task: 'Write the rule again that tells a failure that may pass from one that will not. The first is tried again later, the second is parked with its reason, and both let the next message through.',
    ...byTest('event-driven', 'src/messaging/consumer.int.spec.ts'),
  },
]
