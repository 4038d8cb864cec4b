import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type { CreateProduct, Product, UpdateProduct } from '@backend-rosetta/contract/products'
import type { Db, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { sql } from '../db/sql.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import { type ProductRow, productColumns, toProduct } from './products.queries.ts'

export interface ProductDeps {
  db: Db
  clock: () => Date
  newId: () => string
}

interface Target {
  id: string
  guard: VersionGuard
}

// #region create-product
/** Throws `sku_taken`: the unique index decides. */
export async function createProduct(deps: ProductDeps, product: CreateProduct): Promise<Product> {
  const { sku, name, description = null, price, stock } = product
  const now = deps.clock()
  const insert = sql`
    insert into products (id, sku, name, description, price_amount, currency, stock, created_at, updated_at)
    values (${deps.newId()}, ${sku}, ${name}, ${description}, ${price.amount}, ${price.currency}, ${stock}, ${now}, ${now})
    returning ${productColumns}`
  const [row] = await deps.db.query<ProductRow>(insert).catch(refuseTakenSku)
  if (!row) throw new TypeError('an insert returns its row')
  return toProduct(row)
}
// #endregion

// #region update-product
/** Throws `sku_taken`. */
export function updateProduct(
  { db, clock }: ProductDeps,
  changes: UpdateProduct,
  target: Target,
): Promise<Product> {
  return db.transaction(async (trx) => {
    const product = await lockProduct(trx, target)
    const changed = merge(product, changes)
    if (isDeepStrictEqual(changed, product)) return product
    const { id, sku, name, description, price, stock } = changed
    const update = sql`
      update products
      set sku = ${sku}, name = ${name}, description = ${description}, price_amount = ${price.amount},
          currency = ${price.currency}, stock = ${stock}, version = version + 1, updated_at = ${clock()}
      where id = ${id}
      returning ${productColumns}`
    const [row] = await trx.query<ProductRow>(update).catch(refuseTakenSku)
    if (!row) throw new TypeError(`the product ${id} was locked, and is gone`)
    return toProduct(row)
  })
}
// #endregion

// #region delete-product
/** Archived: gone from the catalogue, kept in orders (CAT-2). */
export async function deleteProduct({ db, clock }: ProductDeps, target: Target): Promise<void> {
  await db.transaction(async (trx) => {
    const { id } = await lockProduct(trx, target)
    const now = clock()
    await trx.query(sql`
      update products set archived_at = ${now}, updated_at = ${now}, version = version + 1 where id = ${id}`)
  })
}
// #endregion

// #region lock-product
/** The product, if it may be changed, locked until the end of the transaction. */
async function lockProduct(trx: Trx, { id, guard }: Target): Promise<Product> {
  const [row] = isId(id)
    ? await trx.query<ProductRow>(sql`
        select ${productColumns} from products where id = ${id} and archived_at is null for no key update`)
    : []
  if (!row) throw notFound()
  if (!guard(row.version)) throw new DomainError({ code: 'precondition_failed' })
  return toProduct(row)
}
// #endregion

function refuseTakenSku(error: unknown): never {
  if (isUniqueViolation(error, 'products_sku_key')) throw new DomainError({ code: 'sku_taken' })
  throw error
}
