import * as z from 'zod'

interface Range {
  min: number
  max: number
}

/**
 * An integer of a request, with one fault at most. Not `z.int()`: its issue about a fraction keeps zod from looking for
 * faults elsewhere, and all faults are reported. Source: clause HTTP-5.
 */
export function integerSchema({ min, max }: Range) {
  return z
    .number()
    .superRefine((value, context) => {
      if (!Number.isInteger(value)) context.addIssue(issue('invalid_type', 'must be an integer'))
      else if (value < min) context.addIssue(issue('too_small', `must be at least ${min}`))
      else if (value > max) context.addIssue(issue('too_big', `must be at most ${max}`))
    })
    .meta({ type: 'integer', minimum: min, maximum: max })
}

function issue(code: 'invalid_type' | 'too_small' | 'too_big', message: string) {
  return { code: 'custom' as const, params: { code }, message }
}
