import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { builtOnce } from '../db/built-once.ts'
import type { Db, Trx } from '../db/database.ts'
import { orderItems, orders } from '../db/schema.ts'
import { toItems, toOrder } from './order-rows.ts'

// #region place-order
export interface NewOrder {
  order: typeof orders.$inferInsert
  items: Array<typeof orderItems.$inferInsert>
}

export async function insertOrder(trx: Trx, { order, items }: NewOrder): Promise<Order> {
  const [row] = await trx.insert(orders).values(order).returning()
  const itemRows = await trx.insert(orderItems).values(items).returning()
  if (!row) throw new TypeError('an insert returned no row')
  return toOrder(row, toItems(itemRows, row.currency))
}
// #endregion

// #region visible-to
/** Whose an order has to be: what a user may not read does not exist for them (ORD-4). Nobody's in particular for admins. */
export function ownerFor({ id, role }: User): string | undefined {
  return role === 'admin' ? undefined : id
}
// #endregion

const isThis = eq(orders.id, sql.placeholder('id'))
const isOwn = eq(orders.userId, sql.placeholder('userId'))

// #region get-order
export async function findOrder(db: Db, id: string, userId?: string): Promise<Order | undefined> {
  const query = userId === undefined ? orderById(db) : ownOrderById(db)
  return assemble(await query.execute({ id, userId }))?.order
}

const orderById = builtOnce((db) => selectOrder(db, isThis).prepare(''))
const ownOrderById = builtOnce((db) => selectOrder(db, and(isThis, isOwn)).prepare(''))

/** One row for each item: for a single order half the work of `db.query`, which has PostgreSQL make JSON of them. */
function selectOrder(db: Db, which: SQL | undefined) {
  return db
    .select({ order: orders, item: orderItems })
    .from(orders)
    .innerJoin(orderItems, eq(orderItems.orderId, orders.id))
    .where(which)
    .orderBy(orderItems.position)
    .$dynamic()
}
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

const filters = {
  userId: isOwn,
  status: eq(orders.status, sql.placeholder('status')),
  from: gte(orders.createdAt, sql.placeholder('from')),
  to: lt(orders.createdAt, sql.placeholder('to')),
  after: sql`(${orders.createdAt}, ${orders.id}) < (${sql.placeholder('createdAt')}, ${sql.placeholder('id')})`,
}
const filterNames = ['userId', 'status', 'from', 'to', 'after'] as const

export async function listOrders(db: Db, filter: OrderFilter): Promise<Order[]> {
  const given = filterNames.filter((name) => filter[name] !== undefined)
  const rows = await orderPage(db, ...given).execute({ ...filter, ...filter.after })
  return rows.map((row) => toOrder(row, toItems(row.items, row.currency)))
}

const orderPage = builtOnce((db, ...given: (keyof typeof filters)[]) =>
  db.query.orders
    .findMany({
      where: and(...given.map((name) => filters[name])),
      with: { items: { orderBy: asc(orderItems.position) } },
      orderBy: [desc(orders.createdAt), desc(orders.id)],
      limit: sql.placeholder('limit'),
    })
    .prepare(''),
)
// #endregion

// #region change-order
export interface LockedOrder {
  order: Order
  chargeId: string | null
  settleAfter: Date | null
}

/** The order and the state of its payment, locked against other changes until the end of the transaction. */
export async function lockOrder(trx: Trx, id: string, userId?: string): Promise<LockedOrder | undefined> {
  const which = and(eq(orders.id, id), userId === undefined ? undefined : eq(orders.userId, userId))
  return assemble(await selectOrder(trx, which).for('no key update', { of: orders }))
}

type OrderChanges = Partial<Omit<typeof orders.$inferInsert, 'id' | 'version' | 'updatedAt'>>

/** The order after the change: a new version of it. */
export async function updateOrder(
  trx: Trx,
  { id, version, items }: Order,
  changes: OrderChanges & { now: Date },
): Promise<Order> {
  const { now, ...columns } = changes
  const [row] = await trx
    .update(orders)
    .set({ ...columns, version: version + 1, updatedAt: now })
    .where(eq(orders.id, id))
    .returning()
  if (!row) throw new TypeError(`the order ${id} is gone`)
  return toOrder(row, items)
}
// #endregion

function assemble(rows: Awaited<ReturnType<typeof selectOrder>>): LockedOrder | undefined {
  const row = rows[0]?.order
  if (!row) return undefined
  const items = rows.map(({ item }) => item)
  const { chargeId, settleAfter } = row
  return { order: toOrder(row, toItems(items, row.currency)), chargeId, settleAfter }
}
