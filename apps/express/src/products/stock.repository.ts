import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'

export interface StockLine {
  productId: string
  quantity: number
}

// #region take-stock
/** Takes all of the pieces, or none and returns false (ORD-3). The products are locked from here to the commit. */
export async function takeStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<boolean> {
  const stock = await lockStock(trx, lines)
  if (lines.some(({ productId, quantity }) => (stock.get(productId) ?? 0) < quantity)) return false
  await addStock(
    trx,
    lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity })),
    now,
  )
  return true
}

/** Gives the pieces of an order back, also to products that were archived meanwhile. */
export async function giveBackStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  await lockStock(trx, lines)
  await addStock(trx, lines, now)
}

// #endregion

/** In the order of the ids: two orders for the same products wait for each other instead of deadlocking. */
async function lockStock(trx: Trx, lines: readonly StockLine[]): Promise<Map<string, number>> {
  const ids = lines.map(({ productId }) => productId)
  const rows = await trx
    .selectFrom('products')
    .select(['id', 'stock'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Map(rows.map(({ id, stock }) => [id, stock]))
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
