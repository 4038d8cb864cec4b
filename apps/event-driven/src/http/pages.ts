import { createHash } from 'node:crypto'
import { keysetLinks, type Links, linkHeader, pageLinks } from '@backend-rosetta/contract/links'
import type { FastifyReply } from 'fastify'

interface Paging {
  page: number
  limit: number
}

/** The body of a numbered list, whose `Link` header is set on the way (LIST-1, LIST-3). */
export function toPage<Item>(
  { items, totalItems }: { items: Item[]; totalItems: number },
  { page, limit }: Paging,
  reply: FastifyReply,
) {
  const totalPages = Math.ceil(totalItems / limit)
  setLinks(reply, pageLinks(reply.request.originalUrl, { page, totalPages }))
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

/** The body of a keyset list, whose `Link` header is set on the way (LIST-2, LIST-3). */
export function toKeysetPage<Item>(items: Item[], nextCursor: string | null, reply: FastifyReply) {
  setLinks(reply, keysetLinks(reply.request.originalUrl, nextCursor))
  return { items, nextCursor }
}

/** For a body that has no version. */
export function etagOfContent(body: object): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"`
}

function setLinks(reply: FastifyReply, links: Links): void {
  const link = linkHeader(links)
  if (link !== undefined) reply.header('Link', link)
}
