import { merge } from '@backend-rosetta/contract/merge'
import type { CreateProduct, Product, UpdateProduct } from '@backend-rosetta/contract/products'
import type { Db, Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import { isSame } from '../same.ts'
import type { VersionGuard } from '../versions.ts'
import * as products from './products.queries.ts'

interface Deps {
  db: Db
  clock: () => Date
}

// #region get-product
export async function getProduct(db: Db, id: string): Promise<Product> {
  const product = isId(id) ? await products.findProduct(db, id) : undefined
  if (!product) throw notFound()
  return product
}
// #endregion

// #region create-product
export function createProduct(
  { db, clock, newId }: Deps & { newId: () => string },
  { description = null, ...values }: CreateProduct,
): Promise<Product> {
  const now = clock().toISOString()
  const product = { id: newId(), ...values, description, createdAt: now, updatedAt: now, version: 1 }
  return products.insertProduct(db, product)
}
// #endregion

// #region update-product
export function updateProduct(
  { db, clock }: Deps,
  id: string,
  { guard, ...changes }: UpdateProduct & { guard: VersionGuard },
): Promise<Product> {
  return db.transaction(async (trx) => {
    const product = await lock(trx, id, guard)
    const changed = merge(product, changes)
    if (isSame(changed, product)) return product
    const next = { updatedAt: clock().toISOString(), version: product.version + 1 }
    return products.writeProduct(trx, { ...changed, ...next })
  })
}
// #endregion

// #region delete-product
export async function deleteProduct({ db, clock }: Deps, id: string, guard: VersionGuard): Promise<void> {
  await db.transaction(async (trx) => {
    await lock(trx, id, guard)
    await products.archiveProduct(trx, id, clock())
  })
}
// #endregion

/** The product, if it may be changed, locked until the end of the transaction. */
async function lock(trx: Trx, id: string, guard: VersionGuard): Promise<Product> {
  const product = isId(id) ? await products.lockProduct(trx, id) : undefined
  if (!product) throw notFound()
  if (!guard(product.version)) throw new DomainError({ code: 'precondition_failed' })
  return product
}
