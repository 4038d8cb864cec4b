import type { Currency, Money } from '@backend-rosetta/contract/money'
import type { ListProductsQuery, Product } from '@backend-rosetta/contract/products'
import type { Queries } from '../db/database.ts'
import { containing, parseSort } from '../db/lists.ts'
import { allOf, sql } from '../db/sql.ts'
import { isId } from '../ids.ts'
import { notFound } from '../problems.ts'

export interface ProductRow {
  id: string
  sku: string
  name: string
  description: string | null
  price_amount: number
  currency: Currency
  stock: number
  version: number
  created_at: Date
  updated_at: Date
}

export const productColumns = sql`
  id, sku, name, description, price_amount, currency, stock, version, created_at, updated_at`

export function toProduct(row: ProductRow): Product {
  const { id, sku, name, description, stock, version } = row
  const price = { amount: row.price_amount, currency: row.currency }
  const createdAt = row.created_at.toISOString()
  const updatedAt = row.updated_at.toISOString()
  return { id, sku, name, description, price, stock, createdAt, updatedAt, version }
}

// #region get-product
export async function getProduct(db: Queries, id: string): Promise<Product> {
  const [row] = isId(id)
    ? await db.query<ProductRow>(sql`
        select ${productColumns} from products where id = ${id} and archived_at is null`)
    : []
  if (!row) throw notFound()
  return toProduct(row)
}
// #endregion

// #region place-order
/** A product at the price of this moment. */
export interface Offer {
  id: string
  sku: string
  name: string
  price: Money
}

/** What of these products is in the catalogue. */
export async function findOffers(db: Queries, ids: readonly string[]): Promise<Offer[]> {
  const rows = await db.query<Pick<ProductRow, 'id' | 'sku' | 'name' | 'price_amount' | 'currency'>>(sql`
    select id, sku, name, price_amount, currency from products
    where id = any(${ids}::uuid[]) and archived_at is null`)
  return rows.map(({ price_amount: amount, currency, ...offer }) => ({
    ...offer,
    price: { amount, currency },
  }))
}
// #endregion

// #region list-products
export async function listProducts(db: Queries, query: ListProductsQuery) {
  const { search, minPrice, maxPrice, inStock, page, limit } = query
  const pattern = search === undefined ? undefined : containing(search)
  const matching = allOf(
    sql`archived_at is null`,
    pattern !== undefined &&
      sql`(name ilike ${pattern} or sku ilike ${pattern} or description ilike ${pattern})`,
    minPrice !== undefined && sql`price_amount >= ${minPrice}`,
    maxPrice !== undefined && sql`price_amount <= ${maxPrice}`,
    inStock !== undefined && (inStock ? sql`stock > 0` : sql`stock = 0`),
  )
  const [rows, [counted]] = await Promise.all([
    db.query<ProductRow>(sql`
      select ${productColumns} from products where ${matching}
      order by ${orderOf(query.sort)} limit ${limit} offset ${(page - 1) * limit}`),
    db.query<{ count: number }>(sql`select count(*) from products where ${matching}`),
  ])
  return { items: rows.map(toProduct), totalItems: counted?.count ?? 0 }
}
// #endregion

const columns = { createdAt: sql`created_at`, price: sql`price_amount`, name: sql`name` } as const

/** Ties are broken by id (LIST-4). */
function orderOf(sort: ListProductsQuery['sort']) {
  const [field, direction] = parseSort(sort)
  return direction === 'asc' ? sql`${columns[field]}, id` : sql`${columns[field]} desc, id desc`
}
