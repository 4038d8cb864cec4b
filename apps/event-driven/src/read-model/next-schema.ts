import type { Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'

/** The tables that will take the place of those that are read. */
export const next = {
  orders: sql`read_model_next.orders`,
  orderCounts: sql`read_model_next.order_counts`,
  revenue: sql`read_model_next.revenue`,
  productSales: sql`read_model_next.product_sales`,
  checkpoints: sql`read_model_next.checkpoints`,
}

/**
 * Empty tables like those that are read, with the same constraints and indexes. Those of a rebuild that did not come to
 * its end are thrown away.
 */
export async function createNext(trx: Trx): Promise<void> {
  await trx.query(sql`drop schema if exists read_model_next cascade`)
  await trx.query(sql`create schema read_model_next`)
  await trx.query(sql`create table read_model_next.orders (like read_model.orders including all)`)
  await trx.query(sql`create table read_model_next.order_counts (like read_model.order_counts including all)`)
  await trx.query(sql`create table read_model_next.revenue (like read_model.revenue including all)`)
  await trx.query(
    sql`create table read_model_next.product_sales (like read_model.product_sales including all)`,
  )
  await trx.query(sql`create table read_model_next.checkpoints (like read_model.checkpoints including all)`)
  await trx.query(sql`
    insert into read_model_next.checkpoints (projection, transaction_id, position)
    select projection, '0', 0 from read_model.checkpoints`)
}

/** A statement that was prepared for the old tables finds the new ones by their names. */
export async function takePlace(trx: Trx): Promise<void> {
  await trx.query(sql`alter schema read_model rename to read_model_old`)
  await trx.query(sql`alter schema read_model_next rename to read_model`)
  await trx.query(sql`drop schema read_model_old cascade`)
}
