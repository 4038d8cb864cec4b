import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import { and, count, desc, eq, inArray, isNull, sql, sum } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { orderItems, orders, products, users } from '../db/schema.ts'

/** Orders in these statuses are sales (ORD-8). */
export const soldStatuses = ['confirmed', 'shipped', 'delivered'] as const satisfies OrderStatus[]

// #region get-stats
/** The figures, each as of the moment of its own statement (ORD-8 allows more). */
export async function readFigures(db: Db) {
  const [[userCounts], [productCounts], orderGroups, topProducts] = await Promise.all([
    countUsers(db),
    countProducts(db),
    groupOrders(db),
    findTopProducts(db),
  ])
  if (!userCounts || !productCounts) throw new TypeError('a count returned no row')
  return { users: userCounts, products: productCounts, orders: orderGroups, topProducts }
}
// #endregion

function countUsers(db: Db) {
  const active = count(sql`case when ${users.active} then 1 end`)
  return db.select({ total: count(), active }).from(users).where(isNull(users.deletedAt))
}

function countProducts(db: Db) {
  const outOfStock = count(sql`case when ${products.stock} = 0 then 1 end`)
  return db.select({ total: count(), outOfStock }).from(products).where(isNull(products.archivedAt))
}

function groupOrders(db: Db) {
  const { status, currency, totalAmount } = orders
  return db
    .select({ status, currency, count: count(), amount: sum(totalAmount).mapWith(Number) })
    .from(orders)
    .groupBy(status, currency)
}

function findTopProducts(db: Db) {
  const quantity = sum(orderItems.quantity).mapWith(Number)
  return db
    .select({ productId: products.id, name: products.name, quantity })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .innerJoin(products, eq(products.id, orderItems.productId))
    .where(and(inArray(orders.status, soldStatuses), isNull(products.archivedAt)))
    .groupBy(products.id)
    .orderBy(desc(quantity), products.id)
    .limit(5)
}
