import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../db/database.ts'

/** Orders in these statuses are sales (ORD-8). */
export const soldStatuses = ['confirmed', 'shipped', 'delivered'] as const satisfies OrderStatus[]

// #region get-stats
/** The figures of one moment: one statement. */
export function readFigures(db: Db) {
  return db
    .selectFrom(userCounts(db))
    .crossJoin(productCounts(db))
    .select(['users', 'activeUsers', 'products', 'outOfStock'])
    .select([jsonArrayFrom(orderGroups(db)).as('orders'), jsonArrayFrom(topProducts(db)).as('topProducts')])
    .executeTakeFirstOrThrow()
}
// #endregion

function userCounts(db: Db) {
  return db
    .selectFrom('users')
    .where('deleted_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('users'))
    .select(({ fn }) => fn.countAll<number>().filterWhere('active', '=', true).as('activeUsers'))
    .as('user_counts')
}

function productCounts(db: Db) {
  return db
    .selectFrom('products')
    .where('archived_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('products'))
    .select(({ fn }) => fn.countAll<number>().filterWhere('stock', '=', 0).as('outOfStock'))
    .as('product_counts')
}

function orderGroups(db: Db) {
  return db
    .selectFrom('orders')
    .groupBy(['status', 'currency'])
    .select(['status', 'currency'])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('total_amount').as('amount')])
}

function topProducts(db: Db) {
  return db
    .selectFrom('order_items')
    .innerJoin('orders', 'orders.id', 'order_items.order_id')
    .innerJoin('products', 'products.id', 'order_items.product_id')
    .where('orders.status', 'in', soldStatuses)
    .where('products.archived_at', 'is', null)
    .groupBy('products.id')
    .select(['products.id as productId', 'products.name'])
    .select(({ fn }) => fn.sum<number>('order_items.quantity').as('quantity'))
    .orderBy('quantity', 'desc')
    .orderBy('products.id')
    .limit(5)
}
