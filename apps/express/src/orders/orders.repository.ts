import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Insertable, Updateable } from 'kysely'
import { compileOnce } from '../db/compile-once.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Database } from '../db/schema.ts'
import { itemColumns, itemsOfOrder, orderColumns, toOrder } from './order-columns.ts'

// #region place-order
export interface NewOrder {
  order: Insertable<Database['orders']>
  items: Insertable<Database['order_items']>[]
}

export async function insertOrder(trx: Trx, { order, items }: NewOrder): Promise<Order> {
  const row = await trx.insertInto('orders').values(order).returning(orderColumns).executeTakeFirstOrThrow()
  const itemRows = await trx.insertInto('order_items').values(items).returning(itemColumns).execute()
  return toOrder({ ...row, items: itemRows })
}
// #endregion

// #region get-order
export async function findOrder(db: Db, id: string): Promise<Order | undefined> {
  const row = await selectOrder(db, id)
  return row && toOrder(row)
}

const selectOrder = compileOnce((db, id) =>
  db.selectFrom('orders').select(orderColumns).select(itemsOfOrder).where('id', '=', id),
)
// #endregion

// #region list-orders
export interface OrderFilter {
  userId: string | undefined
  status: OrderStatus | undefined
  from: Date | undefined
  to: Date | undefined
  after: OrderPosition | undefined
  limit: number
}

/** A place in the list of orders, newest first, ties by id. */
export interface OrderPosition {
  createdAt: Date
  id: string
}

export async function listOrders(
  db: Db,
  { userId, status, from, to, after, limit }: OrderFilter,
): Promise<Order[]> {
  let query = db.selectFrom('orders').select(orderColumns).select(itemsOfOrder)
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (from) query = query.where('created_at', '>=', from)
  if (to) query = query.where('created_at', '<', to)
  if (after) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(after.createdAt, after.id)),
    )
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toOrder)
}
// #endregion

export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>

// #region change-order
/** The order and the state of its payment, locked against other changes until the end of the transaction. */
export async function lockOrder(trx: Trx, id: string) {
  const row = await selectOrderForUpdate(trx, id)
  return row && { order: toOrder(row), chargeId: row.charge_id, settleAfter: row.settle_after }
}

const selectOrderForUpdate = compileOnce((trx, id) =>
  trx
    .selectFrom('orders')
    .select([...orderColumns, 'charge_id', 'settle_after'])
    .select(itemsOfOrder)
    .where('id', '=', id)
    .forNoKeyUpdate(),
)

export type OrderChanges = Omit<Updateable<Database['orders']>, 'id' | 'version' | 'updated_at'>

/** The order after the change: a new version of it. */
export async function updateOrder(
  trx: Trx,
  { id, version }: Order,
  changes: OrderChanges & { now: Date },
): Promise<Order> {
  const { now, ...columns } = changes
  const row = await trx
    .updateTable('orders')
    .set({ ...columns, version: version + 1, updated_at: now })
    .where('id', '=', id)
    .returning(orderColumns)
    .returning(itemsOfOrder)
    .executeTakeFirstOrThrow()
  return toOrder(row)
}
// #endregion
