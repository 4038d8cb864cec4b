// The rows as PostgreSQL reads them from JSON: the names are those of the columns.

export interface UserRow {
  id: string
  email: string
  name: string
  role: 'customer' | 'admin'
  password_hash: string
  active: boolean
  version: number
  created_at: Date
  updated_at: Date
}

export interface ProductRow {
  id: string
  sku: string
  name: string
  description: string
  price_amount: number
  currency: string
  stock: number
  version: number
  created_at: Date
  updated_at: Date
}

export interface OrderRow {
  id: string
  user_id: string
  status: string
  currency: string
  total_amount: number
  payment_status: string
  payment_token: string | null
  charge_id: string | null
  shipping_address: object
  notes: string | null
  rejection_code: string | null
  rejection_message: string | null
  cancellation_reason: string | null
  cancelled_by: string | null
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

export interface ItemRow {
  order_id: string
  position: number
  product_id: string
  sku: string
  name: string
  quantity: number
  unit_amount: number
}

export interface EventRow {
  order_id: string
  seq: number
  type: string
  at: Date
  actor_type: 'user' | 'system'
  actor_id: string | null
  data: object
}

/** All rows of the demo shop. */
export interface Shop {
  users: UserRow[]
  products: ProductRow[]
  orders: OrderRow[]
  items: ItemRow[]
  events: EventRow[]
}
