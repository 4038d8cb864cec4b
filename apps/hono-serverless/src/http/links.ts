import { type Links, linkHeader } from '@backend-rosetta/contract/links'
import type { Context } from 'hono'

/** What was asked for, as `Link` and its functions in the contract take it: path and query. */
export function targetOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

export function setLinks(c: Context, links: Links): void {
  c.header('Link', linkHeader(links))
}
