import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'

interface Paging {
  page: number
  limit: number
}

/** The body of a numbered list, whose `Link` header is set on the way (LIST-1, LIST-3). */
export function toPage<Item>(
  req: Request,
  res: Response,
  found: { items: Item[]; totalItems: number } & Paging,
) {
  const { items, totalItems, page, limit } = found
  const totalPages = Math.ceil(totalItems / limit)
  const number = (page: number) => ({ page: String(page) })
  setLinks(req, res, {
    first: number(1),
    ...(page > 1 && { prev: number(Math.max(1, Math.min(page - 1, totalPages))) }),
    ...(page < totalPages && { next: number(page + 1) }),
    ...(totalPages > 0 && { last: number(totalPages) }),
  })
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

type Parameters = Record<string, string | undefined>

/** Clients refuse an answer with a head of more than some 16 KiB. */
const maxQueryLength = 2000

/**
 * `Link` (RFC 8288): this request's path and query, for each relation with these parameters instead of its own, where
 * `undefined` takes one away. A query that is absurdly long is not repeated.
 */
export function setLinks(req: Request, res: Response, relations: Record<string, Parameters>): void {
  const { path, url } = req
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : ''
  if (search.length > maxQueryLength) return
  const targets = Object.entries(relations).map(([relation, parameters]) => {
    const query = new URLSearchParams(search)
    for (const [name, value] of Object.entries(parameters)) {
      if (value === undefined) query.delete(name)
      else query.set(name, value)
    }
    return [relation, query.size > 0 ? `${path}?${query}` : path]
  })
  res.links(Object.fromEntries(targets))
}

export function etagOfContent(body: object): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`
}
