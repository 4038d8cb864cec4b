import * as z from 'zod'
import { rejectionCodes } from './lifecycle.ts'
import { moneySchema } from './money.ts'
import { idSchema, instantSchema } from './text.ts'

const actorSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('user'), id: idSchema }),
    z.strictObject({ type: z.literal('system'), id: z.null() }),
  ])
  .meta({ id: 'Actor' })

function event<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.strictObject({
    seq: z.int().min(1),
    type: z.literal(type),
    at: instantSchema,
    actor: actorSchema,
    data: z.strictObject(data),
  })
}

/** One entry of an order's history. Source: clause ORD-7. */
export const orderEventSchema = z
  .discriminatedUnion('type', [
    event('order.placed', { total: moneySchema }),
    event('order.confirmed', {}),
    event('order.rejected', { code: z.enum(rejectionCodes), message: z.string() }),
    event('order.updated', { changed: z.array(z.enum(['shippingAddress', 'notes'])).min(1) }),
    event('order.cancelled', { reason: z.string(), by: z.enum(['customer', 'admin']) }),
    event('order.shipped', { carrier: z.string(), trackingNumber: z.string() }),
    event('order.delivered', {}),
    event('payment.captured', { amount: moneySchema }),
    event('payment.declined', {}),
    event('payment.refunded', { amount: moneySchema }),
  ])
  .meta({ id: 'OrderEvent' })

export type OrderEvent = z.infer<typeof orderEventSchema>

export type OrderEventType = OrderEvent['type']

export const orderEventTypes = orderEventSchema.options.map((option) => option.shape.type.value)

export const orderEventListSchema = z
  .strictObject({ items: z.array(orderEventSchema) })
  .meta({ id: 'OrderEventList' })
