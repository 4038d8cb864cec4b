import type { Order } from '@backend-rosetta/contract/orders'
import type { ExpressionBuilder, Selectable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database } from '../db/schema.ts'

/** What an order is made of in the database, its items included: one query. */
export const orderColumns = [
  'orders.id',
  'orders.user_id',
  'orders.status',
  'orders.currency',
  'orders.total_amount',
  'orders.payment_status',
  'orders.shipping_address',
  'orders.notes',
  'orders.rejection_code',
  'orders.rejection_message',
  'orders.cancellation_reason',
  'orders.cancelled_by',
  'orders.cancelled_at',
  'orders.shipment_carrier',
  'orders.shipment_tracking_number',
  'orders.shipped_at',
  'orders.version',
  'orders.created_at',
  'orders.updated_at',
] as const

export const itemColumns = ['product_id', 'sku', 'name', 'quantity', 'unit_amount', 'line_amount'] as const

export function itemsOfOrder(eb: ExpressionBuilder<Database, 'orders'>) {
  const items = eb
    .selectFrom('order_items')
    .select(itemColumns)
    .whereRef('order_items.order_id', '=', 'orders.id')
    .orderBy('position')
  return jsonArrayFrom(items).as('items')
}

type ColumnName<Reference> = Reference extends `orders.${infer Name}` ? Name : never

export type OrderRow = Pick<Selectable<Database['orders']>, ColumnName<(typeof orderColumns)[number]>> & {
  items: Array<Omit<Selectable<Database['order_items']>, 'order_id' | 'position'>>
}

export function toOrder(row: OrderRow): Order {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    items: row.items.map((item) => ({
      productId: item.product_id,
      sku: item.sku,
      name: item.name,
      quantity: item.quantity,
      unitPrice: money(item.unit_amount),
      lineTotal: money(item.line_amount),
    })),
    total: money(row.total_amount),
    payment: { status: row.payment_status },
    shippingAddress: addressOf(row),
    notes: row.notes,
    rejection: rejectionOf(row),
    cancellation: cancellationOf(row),
    shipment: shipmentOf(row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  }
}

/** jsonb has an order of its own for properties. */
function addressOf({ shipping_address }: OrderRow): Order['shippingAddress'] {
  const { name, line1, line2, city, postalCode, country } = shipping_address
  return { name, line1, line2, city, postalCode, country }
}

function rejectionOf({ rejection_code: code, rejection_message: message }: OrderRow): Order['rejection'] {
  return code && message !== null ? { code, message } : null
}

function cancellationOf(row: OrderRow): Order['cancellation'] {
  const { cancellation_reason: reason, cancelled_by: by, cancelled_at: at } = row
  return reason !== null && by && at ? { reason, by, at: at.toISOString() } : null
}

function shipmentOf(row: OrderRow): Order['shipment'] {
  const { shipment_carrier: carrier, shipment_tracking_number: trackingNumber, shipped_at: at } = row
  return carrier !== null && trackingNumber !== null && at
    ? { carrier, trackingNumber, at: at.toISOString() }
    : null
}
