import type pg from 'pg'
import { run } from './database.ts'
import {
  type ItemRow,
  type OrderRow,
  type ProductRow,
  toOrder,
  toProduct,
  toUser,
  type UserRow,
} from './rows.ts'
import { reads } from './statements.ts'

const pageSize = 20

type OrderWithItems = OrderRow & { items: ItemRow[] }

export async function findUser(pool: pg.Pool, sessionId: string): Promise<UserRow> {
  return only(await run<UserRow>(pool, reads.session, [sessionId]))
}

export async function getMe(pool: pg.Pool, sessionId: string): Promise<object> {
  return toUser(await findUser(pool, sessionId))
}

export async function getProduct(pool: pg.Pool, id: string): Promise<object> {
  return toProduct(only(await run<ProductRow>(pool, reads.product, [id])))
}

export async function searchProducts(pool: pg.Pool, search: string): Promise<object> {
  const pattern = `%${search}%`
  const [rows, counts] = await Promise.all([
    run<ProductRow>(pool, reads.foundProducts, [pattern, pageSize]),
    run<{ count: number }>(pool, reads.foundCount, [pattern]),
  ])
  const totalItems = only(counts).count
  const totalPages = Math.ceil(totalItems / pageSize)
  return { items: rows.map(toProduct), page: { number: 1, size: pageSize, totalItems, totalPages } }
}

export async function getOrder(pool: pg.Pool, sessionId: string, id: string): Promise<object> {
  const user = await findUser(pool, sessionId)
  const row = only(await run<OrderWithItems>(pool, reads.order, [id]))
  if (row.user_id !== user.id) throw new TypeError('not your order')
  return toOrder(row, row.items)
}

export async function listOrders(pool: pg.Pool, sessionId: string, query: URLSearchParams): Promise<object> {
  const user = await findUser(pool, sessionId)
  const limit = Number(query.get('limit') ?? pageSize)
  const cursor = query.get('cursor')?.split('_') ?? []
  const statement = cursor.length > 0 ? reads.nextOrders : reads.firstOrders
  const rows = await run<OrderWithItems>(pool, statement, [user.id, limit + 1, ...cursor])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.map((row) => toOrder(row, row.items)),
    nextCursor: last ? `${last.created_at.toISOString()}_${last.id}` : null,
  }
}

export function only<Row>([row]: Row[]): Row {
  if (row === undefined) throw new TypeError('there is no such row')
  return row
}
