import type { ListProductsQuery, Product } from '@backend-rosetta/contract/products'
import { type AnyColumn, and, count, eq, gte, ilike, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { builtOnce } from '../db/built-once.ts'
import type { Db, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { containing, orderBy } from '../db/lists.ts'
import { products } from '../db/schema.ts'
import { DomainError } from '../problems.ts'

// #region get-product
export async function findProduct(db: Db, id: string): Promise<Product | undefined> {
  const [row] = await productById(db).execute({ id })
  return row && toProduct(row)
}

const productById = builtOnce((db) => {
  const isThis = eq(products.id, sql.placeholder('id'))
  return db.select().from(products).where(and(isThis, inCatalogue)).prepare('')
})
// #endregion

// #region lock-product
/** The product, locked against other changes until the end of the transaction. */
export async function lockProduct(trx: Trx, id: string): Promise<Product | undefined> {
  const [row] = await trx
    .select()
    .from(products)
    .where(and(eq(products.id, id), inCatalogue))
    .for('no key update')
  return row && toProduct(row)
}
// #endregion

// #region list-products
const filters = {
  search: or(...[products.name, products.sku, products.description].map(isLike)),
  minPrice: gte(products.priceAmount, sql.placeholder('minPrice')),
  maxPrice: lte(products.priceAmount, sql.placeholder('maxPrice')),
  inStock: sql`(${products.stock} > 0) = ${sql.placeholder('inStock')}`,
}
const filterNames = ['search', 'minPrice', 'maxPrice', 'inStock'] as const
type Filters = (keyof typeof filters)[]

export async function listProducts(
  db: Db,
  query: ListProductsQuery,
): Promise<{ items: Product[]; totalItems: number }> {
  const { sort, page, limit } = query
  const filter = { ...query, search: query.search ? containing(query.search) : undefined }
  const given = filterNames.filter((name) => filter[name] !== undefined)
  const [rows, [counted]] = await Promise.all([
    productPage(db, sort, ...given).execute({ ...filter, limit, offset: (page - 1) * limit }),
    productCount(db, ...given).execute(filter),
  ])
  return { items: rows.map(toProduct), totalItems: counted?.count ?? 0 }
}

const productPage = builtOnce((db, sort: ListProductsQuery['sort'], ...given: Filters) =>
  db
    .select()
    .from(products)
    .where(matching(given))
    .orderBy(...orderBy(sort, { ...products, price: products.priceAmount }))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset'))
    .prepare(''),
)

const productCount = builtOnce((db, ...given: Filters) =>
  db.select({ count: count() }).from(products).where(matching(given)).prepare(''),
)
// #endregion

// #region create-product
/** Throws `sku_taken`: the unique index decides. */
export async function insertProduct(db: Db, product: Product): Promise<Product> {
  const [row] = await db.insert(products).values(toRow(product)).onConflictDoNothing().returning()
  if (!row) throw new DomainError({ code: 'sku_taken' })
  return toProduct(row)
}
// #endregion

// #region update-product
/** Writes the product as it is given. Throws `sku_taken`. */
export async function writeProduct(trx: Trx, product: Product): Promise<Product> {
  const update = trx.update(products).set(toRow(product)).where(eq(products.id, product.id)).returning()
  const [row] = await update.catch((error: unknown) => {
    if (isUniqueViolation(error, 'products_sku_key')) throw new DomainError({ code: 'sku_taken' })
    throw error
  })
  if (!row) throw new TypeError(`the product ${product.id} is gone`)
  return toProduct(row)
}
// #endregion

// #region delete-product
export async function archiveProduct(trx: Trx, id: string, now: Date): Promise<void> {
  await trx
    .update(products)
    .set({ archivedAt: now, updatedAt: now, version: sql`${products.version} + 1` })
    .where(eq(products.id, id))
}
// #endregion

const inCatalogue = isNull(products.archivedAt)

function matching(given: Filters): SQL | undefined {
  return and(inCatalogue, ...given.map((name) => filters[name]))
}

function isLike(column: AnyColumn): SQL {
  return ilike(column, sql.placeholder('search'))
}

type ProductRow = typeof products.$inferSelect

function toProduct(row: ProductRow): Product {
  const { id, sku, name, description, stock, version } = row
  const price = { amount: row.priceAmount, currency: row.currency }
  const createdAt = row.createdAt.toISOString()
  const updatedAt = row.updatedAt.toISOString()
  return { id, sku, name, description, price, stock, createdAt, updatedAt, version }
}

function toRow({ price, createdAt, updatedAt, ...product }: Product) {
  const dates = { createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) }
  return { ...product, priceAmount: price.amount, currency: price.currency, ...dates }
}
