/** The targets of a `Link` header by relation: `first`, `prev`, `next`, `last`. */
export type Links = Readonly<Record<string, string>>

type Parameters = Readonly<Record<string, string | undefined>>

/** Clients refuse an answer with a head of more than some 16 KiB. */
const maxQueryLength = 2000

/**
 * Where the pages of a numbered list are. Source: clauses LIST-1, LIST-3.
 * @param target the path and query that were asked for: every other parameter is kept
 */
export function pageLinks(target: string, { page, totalPages }: { page: number; totalPages: number }): Links {
  const number = (page: number) => ({ page: String(page) })
  return relate(target, {
    first: number(1),
    ...(page > 1 && { prev: number(Math.max(1, Math.min(page - 1, totalPages))) }),
    ...(page < totalPages && { next: number(page + 1) }),
    ...(totalPages > 0 && { last: number(totalPages) }),
  })
}

/** Where a keyset list begins and goes on. Source: clauses LIST-2, LIST-3. */
export function keysetLinks(target: string, nextCursor: string | null): Links {
  return relate(target, {
    first: { cursor: undefined },
    ...(nextCursor !== null && { next: { cursor: nextCursor } }),
  })
}

/** The value of a `Link` header; `undefined` where there is nothing to link to. Source: RFC 8288 section 3. */
export function linkHeader(links: Links): string | undefined {
  const values = Object.entries(links).map(([relation, target]) => `<${target}>; rel="${relation}"`)
  return values.length > 0 ? values.join(', ') : undefined
}

/**
 * The target with other parameters for each relation; `undefined` takes one away. A query that is absurdly long is not
 * repeated.
 */
function relate(target: string, relations: Readonly<Record<string, Parameters>>): Links {
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  if (search.length > maxQueryLength) return {}
  return Object.fromEntries(
    Object.entries(relations).map(([relation, parameters]) => {
      const query = new URLSearchParams(search)
      for (const [name, value] of Object.entries(parameters)) {
        if (value === undefined) query.delete(name)
        else query.set(name, value)
      }
      return [relation, query.size > 0 ? `${path}?${query}` : path]
    }),
  )
}
