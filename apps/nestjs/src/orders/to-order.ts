import type { Money } from '@backend-rosetta/contract/money'
import type { Order } from '@backend-rosetta/contract/orders'
import type { OrderEntity } from './order.entity.ts'
import type { OrderItemEntity } from './order-item.entity.ts'

/** What a client sees of an order, as columns. */
export const orderColumns = [
  'id',
  'userId',
  'status',
  'currency',
  'totalAmount',
  'paymentStatus',
  'shippingAddress',
  'notes',
  'rejectionCode',
  'rejectionMessage',
  'cancellationReason',
  'cancelledBy',
  'cancelledAt',
  'shipmentCarrier',
  'shipmentTrackingNumber',
  'shippedAt',
  'version',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof OrderEntity)[]

export const itemColumns = [
  'productId',
  'sku',
  'name',
  'quantity',
  'unitAmount',
] as const satisfies (keyof OrderItemEntity)[]

/** An entity is one, and so is a row of a query that reads just these columns. */
export type OrderRow = Pick<OrderEntity, (typeof orderColumns)[number]> & {
  items: Pick<OrderItemEntity, (typeof itemColumns)[number]>[]
}

export function toOrder(row: OrderRow): Order {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    userId: row.userId,
    status: row.status,
    items: row.items.map(({ productId, sku, name, quantity, unitAmount }) => {
      const prices = { unitPrice: money(unitAmount), lineTotal: money(quantity * unitAmount) }
      return { productId, sku, name, quantity, ...prices }
    }),
    total: totalOf(row),
    payment: { status: row.paymentStatus },
    shippingAddress: addressOf(row),
    notes: row.notes,
    rejection: rejectionOf(row),
    cancellation: cancellationOf(row),
    shipment: shipmentOf(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  }
}

export function totalOf({ totalAmount, currency }: Pick<OrderEntity, 'totalAmount' | 'currency'>): Money {
  return { amount: totalAmount, currency }
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
