import * as z from 'zod'
import { orderActions, orderStatuses } from './lifecycle.ts'
import { problemCodes } from './problem-codes.ts'

/** What can be wrong with a value. Source: clause HTTP-5. */
export const faultCodes = [
  'required',
  'invalid_type',
  'invalid_format',
  'invalid_value',
  'too_small',
  'too_big',
  'too_short',
  'too_long',
  'unknown_property',
  'duplicate',
  'unknown_product',
  'mixed_currencies',
  'invalid_cursor',
] as const

export type FaultCode = (typeof faultCodes)[number]

export const faultLocations = ['body', 'query', 'path', 'header'] as const

export type FaultLocation = (typeof faultLocations)[number]

/** One thing that is wrong with a request. `pointer` is a JSON Pointer (RFC 6901) into that part of it. */
export const faultSchema = z
  .strictObject({
    in: z.enum(faultLocations),
    pointer: z.string(),
    code: z.enum(faultCodes),
    message: z.string().min(1),
  })
  .meta({ id: 'Fault' })

export type Fault = z.infer<typeof faultSchema>

/** Problem details for HTTP APIs. Source: RFC 9457, clause HTTP-4. */
export const problemSchema = z
  .strictObject({
    type: z.string().regex(/^\/problems\/[a-z_]+$/),
    title: z.string().min(1),
    status: z.int().min(400).max(599),
    detail: z.string().min(1),
    instance: z.string(),
    code: z.enum(problemCodes),
    requestId: z.string().min(1),
    errors: z.array(faultSchema).min(1).optional().meta({ description: 'With `validation_failed`.' }),
    from: z.enum(orderStatuses).optional().meta({ description: 'With `invalid_order_transition`.' }),
    action: z.enum(orderActions).optional().meta({ description: 'With `invalid_order_transition`.' }),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemSchema>
