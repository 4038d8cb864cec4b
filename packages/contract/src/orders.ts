import * as z from 'zod'
import { addressInputSchema, addressPatchSchema, addressSchema } from './addresses.ts'
import { orderStatuses, paymentStatuses, rejectionCodes } from './lifecycle.ts'
import { cursorListOf, cursorQuery } from './lists.ts'
import { moneySchema, priceSchema } from './money.ts'
import { integerSchema } from './numbers.ts'
import { queryInstant } from './query.ts'
import { idSchema, instantSchema, lineSchema, multilineSchema } from './text.ts'

export const orderStatusSchema = z.enum(orderStatuses).meta({ id: 'OrderStatus' })

const quantity = integerSchema({ min: 1, max: 100 })
const notes = multilineSchema({ min: 0, max: 500 })
const cancelledBy = z.enum(['customer', 'admin'])

const itemInputSchema = z.strictObject({ productId: idSchema, quantity }).meta({ id: 'OrderItemInput' })

type ItemInput = z.infer<typeof itemInputSchema>

/** Clauses ORD-1 and ORD-2. */
export const placeOrderSchema = z
  .strictObject({
    items: z
      .array(itemInputSchema)
      .min(1)
      .max(50)
      .superRefine(refuseRepeatedProducts, {
        // Also when an item has another fault: all faults are reported (HTTP-5).
        when: ({ value }) => Array.isArray(value),
      }),
    payment: z.strictObject({ method: z.literal('card'), token: lineSchema({ max: 255 }) }),
    shippingAddress: addressInputSchema,
    notes: notes.nullable().optional(),
  })
  .meta({ id: 'PlaceOrder' })

export type PlaceOrder = z.infer<typeof placeOrderSchema>

/** Clauses ORD-5 and VER-3. */
export const updateOrderSchema = z
  .strictObject({ shippingAddress: addressPatchSchema.optional(), notes: notes.nullable().optional() })
  .meta({ id: 'UpdateOrder' })

export type UpdateOrder = z.infer<typeof updateOrderSchema>

/** Clause ORD-6. */
export const cancelOrderSchema = z
  .strictObject({ reason: lineSchema({ max: 500 }) })
  .meta({ id: 'CancelOrder' })

export type CancelOrder = z.infer<typeof cancelOrderSchema>

/** Clause ORD-6. */
export const shipOrderSchema = z
  .strictObject({ carrier: lineSchema({ max: 100 }), trackingNumber: lineSchema({ max: 100 }) })
  .meta({ id: 'ShipOrder' })

export type ShipOrder = z.infer<typeof shipOrderSchema>

const orderItemSchema = z
  .strictObject({
    productId: idSchema,
    sku: z.string(),
    name: z.string(),
    quantity,
    unitPrice: priceSchema,
    lineTotal: moneySchema,
  })
  .meta({ id: 'OrderItem' })

export const orderSchema = z
  .strictObject({
    id: idSchema,
    userId: idSchema,
    status: orderStatusSchema,
    items: z.array(orderItemSchema).min(1).max(50),
    total: moneySchema,
    payment: z.strictObject({ status: z.enum(paymentStatuses) }),
    shippingAddress: addressSchema,
    notes: z.string().nullable(),
    rejection: z.strictObject({ code: z.enum(rejectionCodes), message: z.string() }).nullable(),
    cancellation: z.strictObject({ reason: z.string(), by: cancelledBy, at: instantSchema }).nullable(),
    shipment: z
      .strictObject({ carrier: z.string(), trackingNumber: z.string(), at: instantSchema })
      .nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    version: z.int().min(1),
  })
  .meta({ id: 'Order' })

export type Order = z.infer<typeof orderSchema>

export const orderListSchema = cursorListOf(orderSchema).meta({ id: 'OrderList' })

/** Clauses LIST-2 and ORD-4. */
export const listOrdersQuery = z.object({
  ...cursorQuery,
  userId: idSchema.optional(),
  status: orderStatusSchema.optional(),
  from: queryInstant.optional().meta({ description: 'Created at or after this instant.' }),
  to: queryInstant.optional().meta({ description: 'Created before this instant.' }),
})

export type ListOrdersQuery = z.infer<typeof listOrdersQuery>

function refuseRepeatedProducts(items: ItemInput[], context: z.RefinementCtx): void {
  const seen = new Set<unknown>()
  for (const [index, item] of items.entries()) {
    const productId = item?.productId
    if (typeof productId === 'string' && seen.has(productId)) {
      context.addIssue({
        code: 'custom',
        params: { code: 'duplicate' },
        path: [index, 'productId'],
        message: 'must not name a product twice',
      })
    }
    seen.add(productId)
  }
}
