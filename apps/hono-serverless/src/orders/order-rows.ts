import type { Order } from '@backend-rosetta/contract/orders'
import type { orderItems, orders } from '../db/schema.ts'

export type OrderRow = typeof orders.$inferSelect
export type ItemRow = typeof orderItems.$inferSelect

type Items = Order['items']

/** The order as the contract shows it. Its items never change, so that a changed row goes with the items from before. */
export function toOrder(row: OrderRow, items: Items): Order {
  const { id, userId, status, notes, version } = row
  return {
    id,
    userId,
    status,
    items,
    total: { amount: row.totalAmount, currency: row.currency },
    payment: { status: row.paymentStatus },
    shippingAddress: addressOf(row),
    notes,
    rejection: rejectionOf(row),
    cancellation: cancellationOf(row),
    shipment: shipmentOf(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version,
  }
}

export function toItems(rows: readonly ItemRow[], currency: Order['total']['currency']): Items {
  return rows.map(({ productId, sku, name, quantity, unitAmount, lineAmount }) => ({
    productId,
    sku,
    name,
    quantity,
    unitPrice: { amount: unitAmount, currency },
    lineTotal: { amount: lineAmount, currency },
  }))
}

/** jsonb has an order of its own for properties. */
function addressOf({ shippingAddress }: OrderRow): Order['shippingAddress'] {
  const { name, line1, line2, city, postalCode, country } = shippingAddress
  return { name, line1, line2, city, postalCode, country }
}

function rejectionOf({ rejectionCode: code, rejectionMessage: message }: OrderRow): Order['rejection'] {
  return code && message !== null ? { code, message } : null
}

function cancellationOf(row: OrderRow): Order['cancellation'] {
  const { cancellationReason: reason, cancelledBy: by, cancelledAt: at } = row
  return reason !== null && by && at ? { reason, by, at: at.toISOString() } : null
}

function shipmentOf(row: OrderRow): Order['shipment'] {
  const { shipmentCarrier: carrier, shipmentTrackingNumber: trackingNumber, shippedAt: at } = row
  return carrier !== null && trackingNumber !== null && at
    ? { carrier, trackingNumber, at: at.toISOString() }
    : null
}
