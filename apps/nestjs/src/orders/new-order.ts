import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import { leaseEnd } from './lease.ts'
import type { OrderEntity } from './order.entity.ts'
import type { Priced } from './pricing.ts'

export interface Draft {
  id: string
  userId: string
  request: PlaceOrder
  now: Date
}

/** An order that is to be settled: by the request itself, or by the worker once the lease has run out. */
export function newOrder({ id, userId, request, now }: Draft, { items, total }: Priced): OrderEntity {
  const { line2 = null, ...address } = request.shippingAddress
  return {
    id,
    userId,
    status: 'pending',
    currency: total.currency,
    totalAmount: total.amount,
    paymentStatus: 'pending',
    paymentToken: request.payment.token,
    chargeId: null,
    shippingAddress: { ...address, line2 },
    notes: request.notes ?? null,
    rejectionCode: null,
    rejectionMessage: null,
    cancellationReason: null,
    cancelledBy: null,
    cancelledAt: null,
    shipmentCarrier: null,
    shipmentTrackingNumber: null,
    shippedAt: null,
    stockReserved: true,
    settleAfter: leaseEnd(now),
    settleAttempts: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    items: items.map(({ offer, quantity }, position) => {
      const { id: productId, sku, name, price } = offer
      return { orderId: id, position, productId, sku, name, quantity, unitAmount: price.amount }
    }),
  }
}
