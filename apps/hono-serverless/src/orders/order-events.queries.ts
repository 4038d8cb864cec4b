import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db, Trx } from '../db/database.ts'
import { orderEvents, orders, sessions, users } from '../db/schema.ts'

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

/** What happened; when, by whom and as which one in the history is added when it is written. */
type Happening = DistributiveOmit<OrderEvent, 'seq' | 'at' | 'actor'>

export interface Happenings {
  orderId: string
  at: Date
  /** The user whose doing it was; `null` is the system. */
  actorId: string | null
  events: readonly Happening[]
}

// #region append-events
/**
 * Part of the transaction that makes the change and holds the lock on the order, which is why `seq` has no gaps
 * (ORD-7). A trigger notifies whoever listens.
 */
export async function appendEvents(trx: Trx, { orderId, at, actorId, events }: Happenings): Promise<void> {
  const last = sql`(select coalesce(max(seq), 0) from ${orderEvents} where order_id = ${orderId})`
  const actorType = actorId === null ? ('system' as const) : ('user' as const)
  const rows = events.map(({ type, data }, index) => ({
    orderId,
    seq: sql`${last} + ${index + 1}`,
    type,
    at,
    actorType,
    actorId,
    data,
  }))
  await trx.insert(orderEvents).values(rows)
}
// #endregion

export interface Reading {
  orderId: string
  sessionId: string
  /** The last `seq` that the reader has. */
  after: number
}

export interface History {
  events: OrderEvent[]
  /** Whether nothing more can come (LIVE-1). */
  over: boolean
}

// #region list-order-events
/**
 * What happened to the order after `after`; `undefined` where the login may not read it (any more). One statement says
 * both, and whether the order is over: streams ask it again and again, and no event can fall between two of its answers.
 */
export async function readHistory(db: Db, reading: Reading): Promise<History | undefined> {
  const rows = await db
    .select({ status: orders.status, payment: orders.paymentStatus, event: orderEvents })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), users.active, isNull(users.deletedAt)))
    .innerJoin(orders, or(eq(orders.userId, users.id), eq(users.role, 'admin')))
    .leftJoin(orderEvents, and(eq(orderEvents.orderId, orders.id), gt(orderEvents.seq, reading.after)))
    .where(
      and(eq(sessions.id, reading.sessionId), isNull(sessions.revokedAt), eq(orders.id, reading.orderId)),
    )
    .orderBy(orderEvents.seq)
  const [first] = rows
  return (
    first && { events: rows.flatMap(({ event }) => (event ? [toEvent(event)] : [])), over: isOver(first) }
  )
}
// #endregion

function isOver({
  status,
  payment,
}: Pick<typeof orders.$inferSelect, 'status'> & { payment: string }): boolean {
  if (status === 'cancelled') return payment !== 'refund_pending'
  return status === 'rejected' || status === 'delivered'
}

function toEvent(row: typeof orderEvents.$inferSelect): OrderEvent {
  const { seq, type, at, actorType, actorId, data } = row
  const event = { seq, type, at: at.toISOString(), actor: { type: actorType, id: actorId }, data }
  // What goes with which type was settled when it was written.
  return event as OrderEvent
}
