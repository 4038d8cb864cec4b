import * as z from 'zod'
import { BenchError } from '../bench-error.ts'
import { customer } from '../data/shop.ts'

/** The customer, signed in at one server. */
export interface Session {
  authorization: string
  /** Leads to the page of 20 orders that comes after `pagesDeep` others, or to the last one. */
  deepCursor: string
  orders: number
}

const pagesDeep = 500
const pageSize = 20

const tokens = z.object({ accessToken: z.string() })
const orderPage = z.object({ nextCursor: z.string().nullable() })

/**
 * Signs in and walks down the list of orders: a cursor means something only to the server that gave it.
 * @throws BenchError when the server answers otherwise than the contract says
 */
export async function openSession(
  url: string,
  { orders, deep }: { orders: number; deep: boolean },
): Promise<Session> {
  const { accessToken } = await ask(`${url}/api/v1/auth/login`, tokens, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(customer),
  })
  const authorization = `Bearer ${accessToken}`
  const deepCursor = deep ? await walk(url, authorization) : ''
  return { authorization, deepCursor, orders }
}

async function walk(url: string, authorization: string): Promise<string> {
  let cursor = ''
  for (let skipped = 0; skipped < pagesDeep * pageSize; skipped += 100) {
    const query = `limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page = await ask(`${url}/api/v1/orders?${query}`, orderPage, { headers: { authorization } })
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  if (cursor) return cursor
  throw new BenchError('There are too few orders for a second page: --orders takes more.')
}

/** An answer in the words of the contract. */
export async function ask<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  init: RequestInit,
): Promise<z.infer<Schema>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) })
  const text = await response.text()
  if (!response.ok) throw new BenchError(`${init.method ?? 'GET'} ${url} answers ${response.status}: ${text}`)
  const { data, error } = schema.safeParse(JSON.parse(text))
  if (error) throw new BenchError(`${url} does not answer as the contract says: ${z.prettifyError(error)}`)
  return data
}
