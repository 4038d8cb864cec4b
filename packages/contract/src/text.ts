import * as z from 'zod'

interface TextLimits {
  /** Fewest characters (Unicode code points) after trimming. */
  min?: number
  /** Most characters (Unicode code points) after trimming. */
  max: number
}

/**
 * One line of text: trimmed, then 1 to `max` Unicode code points without control characters.
 * Source: clauses ACC-1 and HTTP-14.
 */
export function lineSchema(limits: TextLimits) {
  return storable(limits, { control: /\p{Cc}/u, trim: true })
}

/** Text of several lines: trimmed, tabs and line breaks allowed. Source: clause HTTP-14. */
export function multilineSchema(limits: TextLimits) {
  return storable(limits, { control: /[^\P{Cc}\t\n\r]/u, trim: true })
}

/** Any characters, untouched: for passwords. Only a lone surrogate, which is no character, is refused. */
export function secretSchema(limits: TextLimits) {
  return storable(limits, { trim: false })
}

/** What the server issued as an identifier: opaque to a client. Source: clause HTTP-2. */
export const idSchema = z.string().min(1).meta({ description: 'An opaque identifier.' })

/** An instant as the API writes it: RFC 3339, UTC, milliseconds. Source: clause HTTP-2. */
export const instantSchema = z.iso.datetime({ precision: 3 }).meta({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  example: '2026-11-20T12:00:00.000Z',
})

/** The body of an operation that needs none: nothing at all, or an empty object. Source: clause HTTP-13. */
export const emptyBodySchema = z.strictObject({}).optional()

interface TextRules {
  control?: RegExp
  trim: boolean
}

function storable(limits: TextLimits, rules: TextRules) {
  const { min = 1, max } = limits
  const schema = rules.trim ? z.string().trim() : z.string()
  return schema
    .superRefine((value, context) => {
      const length = codePoints(value)
      if (length < min) context.addIssue(issue('too_short', `must have at least ${min} characters`))
      if (length > max) context.addIssue(issue('too_long', `must have at most ${max} characters`))
      if (!value.isWellFormed()) context.addIssue(issue('invalid_format', 'must be well-formed Unicode'))
      else if (rules.control?.test(value)) {
        context.addIssue(issue('invalid_format', 'must not contain control characters'))
      }
    })
    .meta({ minLength: min, maxLength: max })
}

function issue(code: 'too_short' | 'too_long' | 'invalid_format', message: string) {
  return { code: 'custom' as const, params: { code }, message }
}

function codePoints(value: string): number {
  let count = 0
  for (const _ of value) count += 1
  return count
}
