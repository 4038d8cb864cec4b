import { createHash } from 'node:crypto'
import { linkHeader, pageLinks } from '@backend-rosetta/contract/links'
import type { FastifyReply } from 'fastify'

interface Found<Item> {
  items: Item[]
  totalItems: number
}

/** The body of a numbered list, whose `Link` header is set on the way (LIST-1, LIST-3). */
export function toPage<Item>(
  reply: FastifyReply,
  { items, totalItems }: Found<Item>,
  { page, limit }: { page: number; limit: number },
) {
  const totalPages = Math.ceil(totalItems / limit)
  const link = linkHeader(pageLinks(reply.request.url, { page, totalPages }))
  if (link) reply.header('Link', link)
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

/** For a list, which has no version. */
export function etagOfContent(body: object): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`
}
