import { and, inArray, sql } from 'drizzle-orm'
import type { Trx } from '../db/database.ts'
import { products } from '../db/schema.ts'

export interface StockLine {
  productId: string
  quantity: number
}

// #region take-stock
/** Takes all of the pieces, or none and returns false (ORD-3). The products are locked from here to the commit. */
export async function takeStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<boolean> {
  if (lines.length > 1) {
    const stock = await lockStock(trx, lines)
    if (lines.some(({ productId, quantity }) => (stock.get(productId) ?? 0) < quantity)) return false
  }
  const negative = lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity }))
  return addStock(trx, negative, now)
}

/** Gives the pieces of an order back, also to products that were archived meanwhile. */
export async function giveBackStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  if (lines.length > 1) await lockStock(trx, lines)
  await addStock(trx, lines, now)
}

/** A change of stock is a change of the product (VER-1). Of one product too few pieces are left as they are: false. */
async function addStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<boolean> {
  const ids = sql.param(lines.map(({ productId }) => productId))
  const quantities = sql.param(lines.map(({ quantity }) => quantity))
  const line = sql`unnest(${ids}::uuid[], ${quantities}::integer[]) as line (id, quantity)`
  const stock = sql`${products.stock} + line.quantity`
  const { rowCount } = await trx
    .update(products)
    .set({ stock, version: sql`${products.version} + 1`, updatedAt: now })
    .from(line)
    .where(and(sql`${products.id} = line.id`, sql`${stock} >= 0`))
  return rowCount === lines.length
}
// #endregion

/**
 * In the order of the ids: two orders for the same products wait for each other instead of deadlocking. A statement of
 * its own: one that locks and updates meets the row that others changed meanwhile twice, and may deadlock on it.
 */
async function lockStock(trx: Trx, lines: readonly StockLine[]): Promise<Map<string, number>> {
  const ids = lines.map(({ productId }) => productId)
  const rows = await trx
    .select({ id: products.id, stock: products.stock })
    .from(products)
    .where(inArray(products.id, ids))
    .orderBy(products.id)
    .for('no key update')
  return new Map(rows.map(({ id, stock }) => [id, stock]))
}
