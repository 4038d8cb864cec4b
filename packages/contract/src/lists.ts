import * as z from 'zod'
import { queryInteger } from './query.ts'

export const defaultLimit = 20

/** How many items a page has: 1 to 100, 20 unless said. Source: clause LIST-1. */
export const limitQuery = queryInteger({ min: 1, max: 100 })
  .default(defaultLimit)
  .meta({ default: defaultLimit })

/** `page` and `limit` of a numbered list. Source: clause LIST-1. */
export const pageQuery = {
  page: queryInteger({ min: 1, max: 1_000_000 }).default(1).meta({ default: 1 }),
  limit: limitQuery,
}

/** `cursor` and `limit` of a keyset list. Source: clause LIST-2. */
export const cursorQuery = {
  cursor: z.string().optional().meta({ description: 'The `nextCursor` of the page before.' }),
  limit: limitQuery,
}

/** The answer of a numbered list of `item`. Source: clause LIST-1. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    page: z.strictObject({
      number: z.int().min(1),
      size: z.int().min(1).max(100),
      totalItems: z.int().min(0),
      totalPages: z.int().min(0),
    }),
  })
}

/** The answer of a keyset list of `item`. Source: clause LIST-2. */
export function cursorListOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() })
}
