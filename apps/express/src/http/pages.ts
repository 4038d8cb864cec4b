import { createHash } from 'node:crypto'
import { type Links, linkHeader, pageLinks } from '@backend-rosetta/contract/links'
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
  setLinks(res, pageLinks(req.originalUrl, { page, totalPages }))
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

/** Not `res.links`, which sends an empty field where there is nothing to link to. */
export function setLinks(res: Response, links: Links): void {
  const link = linkHeader(links)
  if (link) res.set('Link', link)
}

export function etagOfContent(body: object): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`
}
