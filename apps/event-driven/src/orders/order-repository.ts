import type { Trx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { append } from '../event-store/event-store.ts'
import { send, stopTimer } from '../messaging/outbox.ts'
import { outstanding } from './fulfilment.ts'
import { evolve, type OrderState } from './order.ts'
import type { EventMetadata, OrderEvent } from './order-events.ts'
import { messagesOf } from './order-messages.ts'
import { projectOrders } from './order-projection.ts'
import { schemaVersions } from './order-upcasters.ts'

export interface Change {
  orderId: string
  /** The order that the events were decided on; nothing, for a new one. */
  before: OrderState | undefined
  events: readonly OrderEvent[]
  metadata: EventMetadata
  now: Date
  newId: () => string
}

// #region save-order
/**
 * What happened, what it looks like now, and what is to be done about it, in one transaction. So what is read right
 * after a command shows it, and no message tells of what was never committed, or is missing.
 */
export async function saveOrder(trx: Trx, change: Change): Promise<OrderState> {
  const { orderId, before, events, metadata, now: at, newId } = change
  const expectedVersion = before?.version ?? 0
  const written = events.map((event, index) => ({
    ...event,
    id: newId(),
    schemaVersion: schemaVersions[event.type] ?? 1,
    orderId,
    version: expectedVersion + index + 1,
    at,
    metadata,
  }))
  const after = written.reduce<OrderState | undefined>(evolve, before)
  if (!after || written.length === 0) throw new TypeError('nothing has happened')

  const isSettled = before && isUnderWay(before) && !isUnderWay(after)
  await together([
    append(trx, { streamId: orderId, expectedVersion, events: written, metadata, at }),
    after.order !== before?.order && projectOrders(trx, [after.order]),
    send(trx, messagesOf({ before, after, written })),
    isSettled && stopTimer(trx, orderId),
  ])
  return after
}
// #endregion

function isUnderWay(state: OrderState): boolean {
  return outstanding(state).length > 0
}
