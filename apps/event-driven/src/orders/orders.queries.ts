import type { ListOrdersQuery, Order } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import type { Queries } from '../db/database.ts'
import { allOf, sql } from '../db/sql.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { OrderPosition } from './cursor.ts'
import { type HistoryEntry, historyOf } from './history.ts'
import { isOver } from './order.ts'
import { loadStream } from './order-stream.ts'

// Orders are read as they were projected: nothing is joined, computed or translated here.

// #region get-order
/** What a user may not read does not exist for them (ORD-4). */
export async function getOrder(db: Queries, id: string, { id: userId, role }: User): Promise<Order> {
  const readable = allOf(sql`id = ${id}`, role !== 'admin' && sql`user_id = ${userId}`)
  const [row] = isId(id)
    ? await db.query<{ body: Order }>(sql`select body from read_model.orders where ${readable}`)
    : []
  if (!row) throw notFound()
  return row.body
}
// #endregion

// #region list-orders
export interface OrderQuery extends Omit<ListOrdersQuery, 'cursor'> {
  after: OrderPosition | undefined
}

/** A page of the orders that the user may see, and the position after which the next one starts (LIST-2). */
export async function listOrders(db: Queries, user: User, query: OrderQuery) {
  const { limit, status, from, to, after } = query
  const userId = user.role === 'admin' ? query.userId : user.id
  if (user.role !== 'admin' && (query.userId ?? user.id) !== user.id) {
    throw new DomainError({ code: 'forbidden' })
  }
  if (userId !== undefined && !isId(userId)) return { items: [], position: null }

  const matching = allOf(
    userId !== undefined && sql`user_id = ${userId}`,
    status !== undefined && sql`status = ${status}`,
    from && sql`created_at >= ${from}`,
    to && sql`created_at < ${to}`,
    after && sql`(created_at, id) < (${after.createdAt}, ${after.id})`,
  )
  const rows = await db.query<{ id: string; created_at: Date; body: Order }>(sql`
    select id, created_at, body from read_model.orders where ${matching}
    order by created_at desc, id desc limit ${limit + 1}`)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ body }) => body),
    position: last ? { createdAt: last.created_at, id: last.id } : null,
  }
}
// #endregion

// #region list-order-events
export interface History {
  events: HistoryEntry[]
  /** Whether nothing more can come (LIVE-1). */
  over: boolean
}

/** The history of an order, read from what it is made of: the events themselves. */
export async function listOrderEvents(db: Queries, id: string, user: User): Promise<History> {
  // The order first: of an order that is over by then, no event can be missed.
  const order = await getOrder(db, id, user)
  return { events: historyOf(await loadStream(db, id)), over: isOver(order) }
}
// #endregion
