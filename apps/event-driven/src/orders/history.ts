import type { OrderEvent as HistoryEvent } from '@backend-rosetta/contract/order-events'
import type { Recorded } from './order-events.ts'

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

/** An event in the words of the API, without its place in the history. */
export type Happening = DistributiveOmit<HistoryEvent, 'seq' | 'at' | 'actor'>

// #region list-order-events
/** The history of an order (ORD-7): its stream, without what concerns only the shop, numbered anew. */
export function historyOf(stream: readonly Recorded[]) {
  return stream
    .flatMap((event) => {
      const happening = happeningOf(event)
      return happening ? [{ ...happening, at: event.at.toISOString(), actor: event.metadata.actor }] : []
    })
    .map(({ type, at, actor, data }, index) => ({ seq: index + 1, type, at, actor, data }))
}
// #endregion

export type HistoryEntry = ReturnType<typeof historyOf>[number]

/** What the world may know of an event, if anything. */
export function happeningOf(event: Recorded): Happening | undefined {
  const { type } = event
  switch (type) {
    case 'stock.reserved':
    case 'stock.released':
    case 'payment.voided':
      return undefined
    case 'order.placed':
      return { type, data: { total: event.data.total } }
    case 'order.updated':
      return { type, data: { changed: event.data.changed } }
    case 'payment.captured':
      return { type, data: { amount: event.data.amount } }
    default:
      return event satisfies Happening
  }
}
