import type { OrderEvent, OrderEventType } from '@backend-rosetta/contract/order-events'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Context } from '../context.ts'
import { historyOf } from './ordering.ts'

/** An event without its number and time. */
export interface Happening {
  type: OrderEventType
  actor: OrderEvent['actor']
  data: object
}

export const system = { type: 'system', id: null } as const

export function user({ id }: { id: string }) {
  return { type: 'user', id } as const
}

/** What a history begins with. */
export function placed({ userId, total }: Order): Happening {
  return { type: 'order.placed', actor: user({ id: userId }), data: { total } }
}

/** What confirms an order. */
export function confirmed({ total }: Order): Happening[] {
  return [
    { type: 'order.confirmed', actor: system, data: {} },
    { type: 'payment.captured', actor: system, data: { amount: total } },
  ]
}

/** What rejects an order, for the reason that it shows. */
export function rejected({ rejection }: Order): Happening {
  return { type: 'order.rejected', actor: system, data: { ...rejection } }
}

export function happening({ type, actor, data }: OrderEvent): Happening {
  return { type, actor, data }
}

/** Which details an `order.updated` names, sorted. */
export function changedIn(event: OrderEvent): string[] {
  return event.type === 'order.updated' ? event.data.changed.toSorted() : []
}

/** Fails unless the events are numbered 1, 2, 3… */
export function isNumbered(t: Context, history: readonly OrderEvent[]): void {
  t.expect(history.map(({ seq }) => seq)).equals(
    history.map((_, index) => index + 1),
    'the events are numbered from 1 without gaps',
  )
}

/** Fails unless exactly this has happened: the first at first, the others of one moment in any order. */
export function hasHappened(
  t: Context,
  history: readonly OrderEvent[],
  [first, ...others]: readonly Happening[],
): void {
  isNumbered(t, history)
  const happenings = history.map(happening)
  t.expect(happenings[0]).equals(first, 'the first event')
  t.expect(happenings.slice(1).toSorted(byType)).equals(others.toSorted(byType), 'the other events, by type')
}

/** Waits for the refund of a cancelled order, and fails unless its history ends with both. */
export async function endsCancelled(t: Context, before: Order, cancellation: Happening): Promise<void> {
  const last = await t.poll(
    async () => {
      const events = await historyOf(t, t.admin, before)
      t.expect(events.at(-1)?.type).equals('payment.refunded', 'the refund is the last event')
      return events
    },
    { within: 10_000 },
  )
  hasHappened(t, last.slice(0, -2), [placed(before), ...confirmed(before)])
  isNumbered(t, last)
  const ending = last.slice(-2).map(happening)
  t.expect(ending[0]).equals(cancellation, 'it was cancelled')
  t.expect(ending[1]?.data).equals({ amount: before.total }, 'and all of its total was refunded')
}

function byType(one: Happening, other: Happening): number {
  return one.type < other.type ? -1 : 1
}
