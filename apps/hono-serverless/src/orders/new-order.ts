import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import { leaseEnd } from './lease.ts'
import type { NewOrder } from './orders.queries.ts'
import type { Priced } from './pricing.ts'

export interface Draft {
  id: string
  userId: string
  request: PlaceOrder
  now: Date
}

/** The rows of an order that is to be settled: by the request itself, or by whoever looks once the lease has run out. */
export function newOrder({ id, userId, request, now }: Draft, { items, total }: Priced): NewOrder {
  const { line2 = null, ...address } = request.shippingAddress
  const order: NewOrder['order'] = {
    id,
    userId,
    status: 'pending',
    currency: total.currency,
    totalAmount: total.amount,
    paymentStatus: 'pending',
    paymentToken: request.payment.token,
    shippingAddress: { ...address, line2 },
    notes: request.notes ?? null,
    stockReserved: true,
    settleAfter: leaseEnd(now),
    createdAt: now,
    updatedAt: now,
  }
  const rows = items.map(({ offer, quantity }, position) => ({
    orderId: id,
    position,
    productId: offer.id,
    sku: offer.sku,
    name: offer.name,
    quantity,
    unitAmount: offer.priceAmount,
  }))
  return { order, items: rows }
}
