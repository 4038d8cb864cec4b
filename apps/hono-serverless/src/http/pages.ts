import { pageLinks } from '@backend-rosetta/contract/links'
import type { Context } from 'hono'
import { base64url } from 'jose'
import { sha256 } from '../digest.ts'
import { setLinks, targetOf } from './links.ts'

interface Paging {
  page: number
  limit: number
}

/** The body of a numbered list, whose `Link` header is set on the way (LIST-1, LIST-3). */
export function toPage<Item>(c: Context, found: { items: Item[]; totalItems: number } & Paging) {
  const { items, totalItems, page, limit } = found
  const totalPages = Math.ceil(totalItems / limit)
  setLinks(c, pageLinks(targetOf(c), { page, totalPages }))
  return { items, page: { number: page, size: limit, totalItems, totalPages } }
}

export async function etagOfContent(body: object): Promise<string> {
  return `"${base64url.encode(await sha256(JSON.stringify(body)))}"`
}
