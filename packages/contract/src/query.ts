import * as z from 'zod'
import { integerSchema } from './numbers.ts'
import { multilineSchema } from './text.ts'

/**
 * An integer in a query string: decimal digits only, so `1e3`, `0x10`, an empty value and blanks are no integers.
 * Parses `'20'` to `20`.
 */
export function queryInteger(limits: { min: number; max: number }) {
  return z.preprocess((value) => (isDecimal(value) ? Number(value) : value), integerSchema(limits))
}

/** `true` or `false` in a query string, parsed to a boolean. */
export const queryBoolean = z.enum(['true', 'false']).transform((value) => value === 'true')

/** The words to search for: at most 100 characters; an empty value searches nothing. */
export const querySearch = multilineSchema({ min: 0, max: 100 }).transform((value) => value || undefined)

/** An instant with any offset, parsed to a `Date` of the years 1 to 9999 UTC. Source: RFC 3339, clause ORD-4. */
export const queryInstant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((date) => date.getTime() >= FIRST && date.getTime() <= LAST, {
    params: { code: 'invalid_format' },
    error: 'must be an instant of the years 1 to 9999',
  })

const FIRST = Date.parse('0001-01-01T00:00:00.000Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && /^-?\d{1,400}$/.test(value) && Number.isFinite(Number(value))
}
