import { randomBytes } from 'node:crypto'
import { escapeIdentifier, type Pool, type PoolClient } from 'pg'
import { v7 } from 'uuid'

type Row = Record<string, unknown>

/** Inserts one row; what is left out gets the default of its column. */
export async function insert(db: Pool | PoolClient, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map((column) => escapeIdentifier(column))
  const places = columns.map((_, index) => `$${index + 1}`)
  await db.query(`insert into ${table} (${columns}) values (${places})`, Object.values(row))
}

export function aUser(changes: Row = {}): Row & { id: string } {
  const id = v7()
  return { id, email: `${id}@example.com`, name: 'Ada Lovelace', password_hash: 'hash', ...changes }
}

export function aProduct(changes: Row = {}): Row & { id: string } {
  const sku = `SKU-${randomBytes(8).toString('hex').toUpperCase()}`
  return { id: v7(), sku, name: 'Enamel mug', price_amount: 1250, currency: 'EUR', stock: 10, ...changes }
}

/** A pending order of 2 × 12.50 EUR; its item is `anItem`. */
export function anOrder(userId: unknown, changes: Row = {}): Row & { id: string } {
  return {
    id: v7(),
    user_id: userId,
    currency: 'EUR',
    total_amount: 2500,
    payment_token: 'tok_ok',
    shipping_address: { name: 'Ada Lovelace' },
    settle_after: new Date(),
    ...changes,
  }
}

export function anItem(orderId: unknown, productId: unknown, changes: Row = {}): Row {
  return {
    order_id: orderId,
    position: 0,
    product_id: productId,
    sku: 'MUG',
    name: 'Enamel mug',
    quantity: 2,
    unit_amount: 1250,
    ...changes,
  }
}

export function anEvent(orderId: unknown, seq: number, changes: Row = {}): Row {
  const type = seq === 1 ? 'order.placed' : 'order.updated'
  return { order_id: orderId, seq, type, actor_type: 'system', ...changes }
}

/** What a pending order must get to be in another state. */
export const states = {
  captured: { payment_status: 'captured', payment_token: null, charge_id: 'ch_1' },
  confirmed: {
    status: 'confirmed',
    payment_status: 'captured',
    payment_token: null,
    charge_id: 'ch_1',
    stock_reserved: true,
    settle_after: null,
  },
  shipped: {
    status: 'shipped',
    shipment_carrier: 'DHL',
    shipment_tracking_number: 'JD01',
    shipped_at: new Date(),
  },
  rejected: {
    status: 'rejected',
    payment_status: 'none',
    payment_token: null,
    settle_after: null,
    rejection_code: 'insufficient_stock',
    rejection_message: 'Not enough pieces are left.',
  },
  cancelled: {
    status: 'cancelled',
    payment_status: 'none',
    payment_token: null,
    settle_after: null,
    cancellation_reason: 'Changed my mind.',
    cancelled_by: 'customer',
    cancelled_at: new Date(),
  },
} satisfies Record<string, Row>
