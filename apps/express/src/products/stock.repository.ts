import { sql } from 'kysely'
import type { Trx } from '../db/database.ts'

export interface StockLine {
  productId: string
  quantity: number
}

// #region take-stock
/**
 * Takes all of the pieces, or none and returns false (ORD-3). The products are locked in the order of their ids, so
 * that orders for the same products wait for each other instead of deadlocking, and only from here to the commit.
 */
export async function takeStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<boolean> {
  const taken = lines.map(({ productId, quantity }) => ({ productId, quantity: -quantity }))
  return (await addStock(trx, taken, now)) === lines.length
}

/** Gives the pieces of an order back, also to products that were archived meanwhile. */
export async function giveBackStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<void> {
  await addStock(trx, lines, now)
}

/** A change of stock is a change of the product (VER-1). */
async function addStock(trx: Trx, lines: readonly StockLine[], now: Date): Promise<number> {
  const ids = lines.map(({ productId }) => productId)
  const quantities = lines.map(({ quantity }) => quantity)
  const { numAffectedRows } = await sql`
    with locked as (
      select products.id, line.quantity, products.stock + line.quantity >= 0 as enough
      from products join unnest(${ids}::uuid[], ${quantities}::integer[]) as line (id, quantity) using (id)
      order by products.id
      for no key update of products
    )
    update products
    set stock = products.stock + locked.quantity, version = products.version + 1, updated_at = ${now}
    from locked
    where products.id = locked.id and (select bool_and(enough) from locked)
  `.execute(trx)
  return Number(numAffectedRows)
}
// #endregion
