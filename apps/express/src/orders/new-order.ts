import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import { leaseEnd } from './lease.ts'
import type { NewOrder } from './orders.repository.ts'
import type { Priced } from './pricing.ts'

export interface Draft {
  id: string
  userId: string
  request: PlaceOrder
  now: Date
}

/** The rows of an order that is to be settled: by the request itself, or by the worker once the lease has run out. */
export function newOrder({ id, userId, request, now }: Draft, { items, total }: Priced): NewOrder {
  const { line2 = null, ...address } = request.shippingAddress
  const order: NewOrder['order'] = {
    id,
    user_id: userId,
    status: 'pending',
    currency: total.currency,
    total_amount: total.amount,
    payment_status: 'pending',
    payment_token: request.payment.token,
    shipping_address: JSON.stringify({ ...address, line2 }),
    notes: request.notes ?? null,
    stock_reserved: true,
    settle_after: leaseEnd(now),
    settle_attempts: 0,
    version: 1,
    created_at: now,
    updated_at: now,
  }
  const rows = items.map(({ offer, quantity }, position) => ({
    order_id: id,
    position,
    product_id: offer.id,
    sku: offer.sku,
    name: offer.name,
    quantity,
    unit_amount: offer.price_amount,
  }))
  return { order, items: rows }
}
