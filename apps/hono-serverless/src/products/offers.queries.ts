import { and, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { products } from '../db/schema.ts'

// #region place-order
/** What of these products is in the catalogue, at the prices of this moment. */
export function findOffers(db: Db, ids: string[]) {
  const { id, sku, name, priceAmount, currency, archivedAt } = products
  return db
    .select({ id, sku, name, priceAmount, currency })
    .from(products)
    .where(and(inArray(id, ids), isNull(archivedAt)))
}
// #endregion
