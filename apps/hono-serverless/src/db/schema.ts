import type { Address } from '@backend-rosetta/contract/addresses'
import type { OrderStatus, PaymentStatus, RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Currency } from '@backend-rosetta/contract/money'
import type { OrderEventType } from '@backend-rosetta/contract/order-events'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Role } from '@backend-rosetta/contract/users'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

// The tables as `packages/database/migrations` makes them; a spec compares the two.

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

function instant(name: string) {
  return timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
}

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull().default('customer'),
  passwordHash: text('password_hash'),
  active: boolean('active').notNull().default(true),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  deletedAt: instant('deleted_at'),
})

/** One login. */
export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  revokedAt: instant('revoked_at'),
})

export const refreshTokens = pgTable('refresh_tokens', {
  tokenHash: bytea('token_hash').primaryKey(),
  sessionId: uuid('session_id').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  /** Milliseconds since 1970. */
  expire: bigint('expire', { mode: 'number' }),
})

export const products = pgTable('products', {
  id: uuid('id').primaryKey(),
  sku: text('sku').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  priceAmount: integer('price_amount').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  stock: integer('stock').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  archivedAt: instant('archived_at'),
})

export const orders = pgTable('orders', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  status: text('status').$type<OrderStatus>().notNull().default('pending'),
  currency: text('currency').$type<Currency>().notNull(),
  totalAmount: bigint('total_amount', { mode: 'number' }).notNull(),
  paymentStatus: text('payment_status').$type<PaymentStatus>().notNull().default('pending'),
  paymentToken: text('payment_token'),
  chargeId: text('charge_id'),
  shippingAddress: jsonb('shipping_address').$type<Address>().notNull(),
  notes: text('notes'),
  rejectionCode: text('rejection_code').$type<RejectionCode>(),
  rejectionMessage: text('rejection_message'),
  cancellationReason: text('cancellation_reason'),
  cancelledBy: text('cancelled_by').$type<'customer' | 'admin'>(),
  cancelledAt: instant('cancelled_at'),
  shipmentCarrier: text('shipment_carrier'),
  shipmentTrackingNumber: text('shipment_tracking_number'),
  shippedAt: instant('shipped_at'),
  /** Whether the pieces of this order are taken out of the stock. */
  stockReserved: boolean('stock_reserved').notNull().default(false),
  /** When this order may (again) be looked at for settling. Moved ahead, it is a lease. */
  settleAfter: instant('settle_after'),
  settleAttempts: integer('settle_attempts').notNull().default(0),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})

export const orderItems = pgTable(
  'order_items',
  {
    orderId: uuid('order_id').notNull(),
    position: smallint('position').notNull(),
    productId: uuid('product_id').notNull(),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    quantity: integer('quantity').notNull(),
    unitAmount: integer('unit_amount').notNull(),
    lineAmount: bigint('line_amount', { mode: 'number' })
      .notNull()
      .generatedAlwaysAs(sql`quantity::bigint * unit_amount`),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.position] })],
)

export const orderEvents = pgTable(
  'order_events',
  {
    orderId: uuid('order_id').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').$type<OrderEventType>().notNull(),
    at: instant('at').notNull().defaultNow(),
    actorType: text('actor_type').$type<'user' | 'system'>().notNull(),
    actorId: uuid('actor_id'),
    data: jsonb('data').$type<object>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.seq] })],
)

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid('user_id').notNull(),
    key: text('key').notNull(),
    requestHash: bytea('request_hash').notNull(),
    orderId: uuid('order_id'),
    response: json('response').$type<Order>(),
    lockedUntil: instant('locked_until').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
)
