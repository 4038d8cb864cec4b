import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

/** What happened; when, by whom and as which one in the history is added when it is written. */
type Happening = DistributiveOmit<OrderEvent, 'seq' | 'at' | 'actor'>

export interface History {
  orderId: string
  at: Date
  /** The user whose doing it was; `null` is the system. */
  actorId: string | null
  events: readonly Happening[]
}

// #region append-events
/**
 * Part of the transaction that makes the change and holds the lock on the order, which is why `seq` has no gaps
 * (ORD-7). A trigger notifies the event streams of every instance.
 */
export async function appendEvents(trx: Trx, { orderId, at, actorId, events }: History): Promise<void> {
  const last = trx
    .selectFrom('order_events')
    .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), sql.lit(0)).as('seq'))
    .where('order_id', '=', orderId)
  const rows = events.map(({ type, data }, index) => ({
    order_id: orderId,
    seq: sql<number>`${last} + ${sql.lit(index + 1)}`,
    type,
    at,
    actor_type: actorId === null ? ('system' as const) : ('user' as const),
    actor_id: actorId,
    data: JSON.stringify(data),
  }))
  await trx.insertInto('order_events').values(rows).execute()
}
// #endregion

// #region list-order-events
export interface StoredEvent {
  seq: number
  type: OrderEvent['type']
  at: string
  actor: { type: 'user' | 'system'; id: string | null }
  data: object
}

/** The history after `after`, in order. */
export async function listEvents(db: Db, orderId: string, after: number): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('order_events')
    .select(['seq', 'type', 'at', 'actor_type', 'actor_id', 'data'])
    .where('order_id', '=', orderId)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq, type, at, actor_type, actor_id, data }) => {
    const actor = { type: actor_type, id: actor_id }
    return { seq, type, at: at.toISOString(), actor, data }
  })
}
// #endregion
