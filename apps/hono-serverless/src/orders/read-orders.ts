import type { ListOrdersQuery, Order } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import type { Db } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import { type History, type Reading, readHistory } from './order-events.queries.ts'
import { findOrder, type OrderPosition, ownerFor, listOrders as selectOrders } from './orders.queries.ts'

interface OrderQuery extends Omit<ListOrdersQuery, 'cursor'> {
  after: OrderPosition | undefined
}

// #region list-orders
/** A page of the orders that the user may see, and the position after which the next one starts (LIST-2). */
export async function listOrders(
  db: Db,
  user: User,
  query: OrderQuery,
): Promise<{ items: Order[]; position: OrderPosition | null }> {
  const { limit, status, from, to, after } = query
  const userId = user.role === 'admin' ? query.userId : user.id
  if (user.role !== 'admin' && (query.userId ?? user.id) !== user.id) {
    throw new DomainError({ code: 'forbidden' })
  }
  if (userId !== undefined && !isId(userId)) return { items: [], position: null }

  const found = await selectOrders(db, { userId, status, from, to, after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, position: last ? { createdAt: new Date(last.createdAt), id: last.id } : null }
}
// #endregion

// #region get-order
export async function getOrder(db: Db, id: string, user: User): Promise<Order> {
  const order = isId(id) ? await findOrder(db, id, ownerFor(user)) : undefined
  if (!order) throw notFound()
  return order
}
// #endregion

// #region list-order-events
export async function getHistory(db: Db, reading: Omit<Reading, 'after'>): Promise<History> {
  const history = isId(reading.orderId) ? await readHistory(db, { ...reading, after: 0 }) : undefined
  if (!history) throw notFound()
  return history
}
// #endregion
