import type { Address } from '@backend-rosetta/contract/addresses'
import type { OrderStatus, PaymentStatus, RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Currency } from '@backend-rosetta/contract/money'
import type { OrderEventType } from '@backend-rosetta/contract/order-events'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Role } from '@backend-rosetta/contract/users'
import type { GeneratedAlways, JSONColumnType } from 'kysely'

/** The tables as `packages/database/migrations` makes them. */
export interface Database {
  users: UsersTable
  sessions: SessionsTable
  refresh_tokens: RefreshTokensTable
  products: ProductsTable
  orders: OrdersTable
  order_items: OrderItemsTable
  order_events: OrderEventsTable
  idempotency_keys: IdempotencyKeysTable
}

interface UsersTable {
  id: string
  email: string
  name: string
  role: Role
  password_hash: string | null
  active: boolean
  version: number
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

/** One login. */
interface SessionsTable {
  id: string
  user_id: string
  created_at: Date
  revoked_at: Date | null
}

interface RefreshTokensTable {
  token_hash: Buffer
  session_id: string
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

interface ProductsTable {
  id: string
  sku: string
  name: string
  description: string | null
  price_amount: number
  currency: Currency
  stock: number
  version: number
  created_at: Date
  updated_at: Date
  archived_at: Date | null
}

interface OrdersTable {
  id: string
  user_id: string
  status: OrderStatus
  currency: Currency
  total_amount: number
  payment_status: PaymentStatus
  payment_token: string | null
  charge_id: string | null
  shipping_address: JSONColumnType<Address>
  notes: string | null
  rejection_code: RejectionCode | null
  rejection_message: string | null
  cancellation_reason: string | null
  cancelled_by: 'customer' | 'admin' | null
  cancelled_at: Date | null
  shipment_carrier: string | null
  shipment_tracking_number: string | null
  shipped_at: Date | null
  stock_reserved: boolean
  settle_after: Date | null
  settle_attempts: number
  version: number
  created_at: Date
  updated_at: Date
}

interface OrderItemsTable {
  order_id: string
  position: number
  product_id: string
  sku: string
  name: string
  quantity: number
  unit_amount: number
  line_amount: GeneratedAlways<number>
}

interface OrderEventsTable {
  order_id: string
  seq: number
  type: OrderEventType
  at: Date
  actor_type: 'user' | 'system'
  actor_id: string | null
  data: JSONColumnType<object>
}

interface IdempotencyKeysTable {
  user_id: string
  key: string
  request_hash: Buffer
  order_id: string | null
  response: JSONColumnType<Order> | null
  locked_until: Date
  created_at: Date
}
