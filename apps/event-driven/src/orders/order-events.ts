import { addressSchema } from '@backend-rosetta/contract/addresses'
import { rejectionCodes } from '@backend-rosetta/contract/lifecycle'
import { moneySchema, priceSchema } from '@backend-rosetta/contract/money'
import * as z from 'zod'

const itemSchema = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: priceSchema,
})

function event<Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) {
  return z.object({ type: z.literal(type), data: z.object(data) })
}

/** What can happen to an order, as it is stored: each in the newest version of its schema. */
export const orderEventSchema = z.discriminatedUnion('type', [
  event('order.placed', {
    userId: z.string(),
    items: z.array(itemSchema),
    total: moneySchema,
    shippingAddress: addressSchema,
    notes: z.string().nullable(),
  }),
  event('stock.reserved', {}),
  event('stock.released', {}),
  event('payment.captured', { chargeId: z.string(), amount: moneySchema }),
  event('payment.declined', {}),
  event('payment.refunded', { amount: moneySchema }),
  event('payment.voided', {}),
  event('order.confirmed', {}),
  event('order.rejected', { code: z.enum(rejectionCodes), message: z.string() }),
  event('order.updated', {
    changed: z.array(z.enum(['shippingAddress', 'notes'])),
    shippingAddress: addressSchema,
    notes: z.string().nullable(),
  }),
  event('order.cancelled', { reason: z.string(), by: z.enum(['customer', 'admin']) }),
  event('order.shipped', { carrier: z.string(), trackingNumber: z.string() }),
  event('order.delivered', {}),
])

export type OrderEvent = z.infer<typeof orderEventSchema>

type OrderEventType = OrderEvent['type']

export type EventOf<Type extends OrderEventType> = Extract<OrderEvent, { type: Type }>

/** Who did it, and what made them do it. */
export interface EventMetadata {
  actor: Actor
  /** The request that it all began with. */
  correlationId: string
  /** The request or message that led to it. */
  causationId: string
  traceparent?: string | undefined
}

export type Actor = { type: 'user'; id: string } | { type: 'system'; id: null }

export const system: Actor = { type: 'system', id: null }

/** The request by which a person asks for something. */
export interface Context {
  correlationId: string
  traceparent: string | undefined
}

export function metadataOf(userId: string, { correlationId, traceparent }: Context): EventMetadata {
  const actor: Actor = { type: 'user', id: userId }
  return { actor, correlationId, causationId: correlationId, traceparent }
}

/** An event in its place in the order's stream. */
export type Recorded = OrderEvent & Place

interface Place {
  orderId: string
  /** 1, 2, 3… */
  version: number
  at: Date
  metadata: EventMetadata
}
