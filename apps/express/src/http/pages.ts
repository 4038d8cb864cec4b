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
  const link = (number: number) => linkTo(req, { page: String(number) })
  res.links({
    first: link(1),
    ...(page > 1 && { prev: link(Math.max(1, Math.min(page - 1, totalPages))) }),
    ...(page < totalPages && { next: link(page + 1) }),
    ...(totalPages > 0 && { last: link(totalPages) }),
  })
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

/** This request's path with these query parameters instead of its own; `undefined` takes one away. */
export function linkTo(req: Request, parameters: Record<string, string | undefined>): string {
  const [path, search] = req.originalUrl.split('?', 2)
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return query.size > 0 ? `${path}?${query}` : `${path}`
}

export function etagOfContent(body: object): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`
}
