import * as z from 'zod'

/** Clause VER-1. */
export const ifNoneMatchHeader = z.object({
  'If-None-Match': z.string().optional().meta({ description: 'ETags that the client has.', example: '"3"' }),
})

/** Clause VER-2: its absence has a problem of its own, `precondition_required`. */
export const ifMatchHeader = z.object({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the version to change.', example: '"3"' }),
})

/** 1–255 visible ASCII characters. Source: clause IDEM-1. */
export const idempotencyKeySchema = z
  .string()
  .max(255)
  .regex(/^[\x21-\x7e]+$/)

export const idempotencyKeyHeader = z.object({
  'Idempotency-Key': idempotencyKeySchema
    .optional()
    .meta({ description: 'Makes a repeated request safe.', example: 'b7c1f2d0-4a52-4c7e-9a6c-4a5f3f0e9b11' }),
})

/** Clause LIVE-1: resumes an event stream after this `seq`. */
export const lastEventIdHeader = z.object({
  'Last-Event-ID': z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .meta({ description: 'The `seq` after which to go on.', example: '2' }),
})

/** Clause HTTP-9. */
export const requestIdPattern = /^[A-Za-z0-9._-]{1,128}$/
