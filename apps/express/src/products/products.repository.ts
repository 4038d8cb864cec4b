import type { ListProductsQuery, Product } from '@backend-rosetta/contract/products'
import { type Selectable, sql } from 'kysely'
import { compileOnce } from '../db/compile-once.ts'
import type { Db, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { containing, parseSort } from '../db/lists.ts'
import type { Database } from '../db/schema.ts'
import { DomainError } from '../problems.ts'

// #region get-product
export async function findProduct(db: Db, id: string): Promise<Product | undefined> {
  const row = await selectProduct(db, id)
  return row && toProduct(row)
}

const selectProduct = compileOnce((db, id) => catalogue(db).select(productColumns).where('id', '=', id))
// #endregion

// #region lock-product
/** The product, locked against other changes until the end of the transaction. */
export async function lockProduct(trx: Trx, id: string): Promise<Product | undefined> {
  const query = catalogue(trx).select(productColumns).where('id', '=', id).forNoKeyUpdate()
  const row = await query.executeTakeFirst()
  return row && toProduct(row)
}
// #endregion

// #region place-order
/** What of these products is in the catalogue, at the prices of this moment. */
export function findOffers(db: Db, ids: readonly string[]) {
  return catalogue(db)
    .select(['id', 'sku', 'name', 'price_amount', 'currency'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
}
// #endregion

// #region list-products
export async function listProducts(
  db: Db,
  query: ListProductsQuery,
): Promise<{ items: Product[]; totalItems: number }> {
  const [field, direction] = parseSort(query.sort)
  const matching = filtered(db, query)
  const [rows, { count }] = await Promise.all([
    matching
      .select(productColumns)
      .orderBy(sortColumns[field], direction)
      .orderBy('id', direction)
      .limit(query.limit)
      .offset((query.page - 1) * query.limit)
      .execute(),
    matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(toProduct), totalItems: count }
}

function filtered(db: Db, { search, minPrice, maxPrice, inStock }: ListProductsQuery) {
  let query = catalogue(db)
  if (search !== undefined) {
    const pattern = containing(search)
    query = query.where((eb) =>
      eb.or([eb('name', 'ilike', pattern), eb('sku', 'ilike', pattern), eb('description', 'ilike', pattern)]),
    )
  }
  if (minPrice !== undefined) query = query.where('price_amount', '>=', minPrice)
  if (maxPrice !== undefined) query = query.where('price_amount', '<=', maxPrice)
  if (inStock !== undefined) query = query.where('stock', inStock ? '>' : '=', 0)
  return query
}
// #endregion

// #region create-product
/** Throws `sku_taken`: the unique index decides. */
export async function insertProduct(db: Db, product: Product): Promise<Product> {
  const insert = db.insertInto('products').values(toRow(product)).returning(productColumns)
  return toProduct(await insert.executeTakeFirstOrThrow().catch(refuseTakenSku))
}
// #endregion

// #region update-product
/** Writes the product as it is given. Throws `sku_taken`. */
export async function updateProduct(trx: Trx, product: Product): Promise<Product> {
  const update = trx.updateTable('products').set(toRow(product)).where('id', '=', product.id)
  const row = await update.returning(productColumns).executeTakeFirstOrThrow().catch(refuseTakenSku)
  return toProduct(row)
}
// #endregion

// #region delete-product
export async function archiveProduct(trx: Trx, id: string, now: Date): Promise<void> {
  await trx
    .updateTable('products')
    .set({ archived_at: now, updated_at: now })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
// #endregion

const productColumns = [
  'id',
  'sku',
  'name',
  'description',
  'price_amount',
  'currency',
  'stock',
  'version',
  'created_at',
  'updated_at',
] as const

type ProductRow = Omit<Selectable<Database['products']>, 'archived_at'>

const sortColumns = { createdAt: 'created_at', price: 'price_amount', name: 'name' } as const

function catalogue(db: Db) {
  return db.selectFrom('products').where('archived_at', 'is', null)
}

function toProduct(row: ProductRow): Product {
  const { id, sku, name, description, stock, version } = row
  const price = { amount: row.price_amount, currency: row.currency }
  const createdAt = row.created_at.toISOString()
  const updatedAt = row.updated_at.toISOString()
  return { id, sku, name, description, price, stock, createdAt, updatedAt, version }
}

function toRow({ price, createdAt, updatedAt, ...product }: Product): ProductRow {
  const dates = { created_at: new Date(createdAt), updated_at: new Date(updatedAt) }
  return { ...product, price_amount: price.amount, currency: price.currency, ...dates }
}

function refuseTakenSku(error: unknown): never {
  if (isUniqueViolation(error, 'products_sku_key')) throw new DomainError({ code: 'sku_taken' })
  throw error
}
