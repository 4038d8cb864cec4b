import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'

export interface StockLine {
  productId: string
  quantity: number
}

// #region place-order
/**
 * Products of the catalogue, locked in the order of their ids: two orders for the same products wait for each other
 * instead of deadlocking, and what is read of stock and price here stays true until the end of the transaction.
 */
export function lockProductsToSell(trx: Trx, ids: readonly string[]) {
  return trx
    .selectFrom('products')
    .select(['id', 'sku', 'name', 'price_amount', 'currency', 'stock'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Takes pieces of products that are locked. */
export async function takeStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  await addStock(
    trx,
    lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity })),
    now,
  )
}
// #endregion

/** Gives the pieces of an order back, also to products that were archived meanwhile. */
export async function giveBackStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  const ids = lines.map(({ productId }) => productId)
  await trx
    .selectFrom('products')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  await addStock(trx, lines, now)
}

/** A change of stock is a change of the product (VER-1). */
async function addStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  const ids = lines.map(({ productId }) => productId)
  const quantities = lines.map(({ quantity }) => quantity)
  await sql`
    update products
    set stock = products.stock + line.quantity, version = products.version + 1, updated_at = ${now}
    from unnest(${ids}::uuid[], ${quantities}::integer[]) as line (id, quantity)
    where products.id = line.id
  `.execute(trx)
}
