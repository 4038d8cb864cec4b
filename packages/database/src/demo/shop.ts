import { v7 } from 'uuid'
import { type DemoAccount, demoAdmin, demoCustomers, demoInactiveCustomer } from '../demo.ts'
import { catalogue } from './catalogue.ts'
import { live } from './history.ts'
import type { EventRow, ItemRow, OrderRow, ProductRow, UserRow } from './rows.ts'
import { type Sale, sales } from './sales.ts'

/** All rows of the demo shop. */
export interface Shop {
  users: UserRow[]
  products: ProductRow[]
  orders: OrderRow[]
  items: ItemRow[]
  events: EventRow[]
}

const hour = 3_600_000
const age = 60 * 24 * hour
// An app would settle a pending order within seconds; in the demo some stay, to be looked at and cancelled.
const patience = 365 * 24 * hour

/** The demo shop as it looks at `now`, two months after it opened. */
export function buildShop(now: Date): Shop {
  const users = buildUsers(now.getTime() - age)
  const products = buildProducts(now.getTime() - age)
  const histories = sales.map((sale) => buildHistory(sale, { now, users, products }))
  for (const { placed, order, items } of histories) moveStock(products, items, [placed, order])
  return {
    users: [...users.values()],
    products: [...products.values()],
    orders: histories.map(({ order }) => order),
    items: histories.flatMap(({ items }) => items),
    events: histories.flatMap(({ events }) => events),
  }
}

type Users = ReadonlyMap<DemoAccount, UserRow>
type Products = ReadonlyMap<string, ProductRow>

function buildUsers(opened: number): Users {
  const accounts = [demoAdmin, ...Object.values(demoCustomers), demoInactiveCustomer]
  const rows = accounts.map((account, index): [DemoAccount, UserRow] => [
    account,
    {
      ...identity(opened + index * hour),
      email: account.email,
      name: account.name,
      role: account === demoAdmin ? 'admin' : 'customer',
      password_hash: account.passwordHash,
      active: account !== demoInactiveCustomer,
    },
  ])
  return new Map(rows)
}

function buildProducts(opened: number): Products {
  const lines = Object.entries(catalogue).flatMap(([currency, rows]) =>
    rows.map((row) => ({ currency, row })),
  )
  const rows = lines.map(({ currency, row }, index): [string, ProductRow] => {
    const [sku, name, price_amount, stock, description] = row
    return [
      sku,
      { ...identity(opened + index * hour), sku, name, description, price_amount, currency, stock },
    ]
  })
  return new Map(rows)
}

interface History {
  placed: OrderRow
  order: OrderRow
  items: ItemRow[]
  events: EventRow[]
}

interface Stage {
  now: Date
  users: Users
  products: Products
}

function buildHistory(sale: Sale, { now, users, products }: Stage): History {
  const [hoursAgo, customer, outcome, wanted] = sale
  const placedAt = identity(now.getTime() - hoursAgo * hour)
  const basket = Object.entries(wanted).map(([sku, quantity]) => ({ product: get(products, sku), quantity }))
  const placed: OrderRow = {
    ...placedAt,
    ...openOrder,
    ...priced(basket),
    user_id: get(users, demoCustomers[customer]).id,
    shipping_address: addressOf(demoCustomers[customer]),
    stock_reserved: outcome !== 'soldOut',
    settle_after: new Date(now.getTime() + patience),
  }
  const items = basket.map((line, position) => toItem(line, placed.id, position))
  const [order, events] = live(placed, outcome, get(users, demoAdmin).id)
  return { placed, order, items, events }
}

const openOrder = {
  status: 'pending',
  payment_status: 'pending',
  payment_token: 'tok_ok',
  charge_id: null,
  notes: null,
  rejection_code: null,
  rejection_message: null,
  cancellation_reason: null,
  cancelled_by: null,
  cancelled_at: null,
  shipment_carrier: null,
  shipment_tracking_number: null,
  shipped_at: null,
  settle_attempts: 0,
}

interface Line {
  product: ProductRow
  quantity: number
}

function priced(basket: readonly Line[]) {
  const total_amount = basket.reduce((sum, { product, quantity }) => sum + product.price_amount * quantity, 0)
  return { total_amount, currency: basket[0]?.product.currency ?? 'EUR' }
}

function toItem({ product, quantity }: Line, order_id: string, position: number): ItemRow {
  const { id, sku, name, price_amount } = product
  return { order_id, position, product_id: id, sku, name, quantity, unit_amount: price_amount }
}

/** Takes the pieces when the order was placed and gives them back when it was rejected or cancelled. */
function moveStock(products: Products, items: readonly ItemRow[], [placed, order]: [OrderRow, OrderRow]) {
  for (const { sku, quantity } of items) {
    const product = get(products, sku)
    if (placed.stock_reserved) change(product, -quantity, placed.created_at)
    if (placed.stock_reserved && !order.stock_reserved) {
      change(product, quantity, order.cancelled_at ?? order.updated_at)
    }
  }
}

function change(product: ProductRow, pieces: number, at: Date): void {
  product.stock += pieces
  product.version += 1
  product.updated_at = new Date(Math.max(at.getTime(), product.updated_at.getTime()))
}

function addressOf({ name }: DemoAccount): object {
  return {
    name,
    line1: 'Rosenthaler Straße 40',
    line2: null,
    city: 'Berlin',
    postalCode: '10178',
    country: 'DE',
  }
}

function identity(createdAt: number) {
  const at = new Date(createdAt)
  return { id: v7({ msecs: createdAt }), version: 1, created_at: at, updated_at: at }
}

function get<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`The demo data lacks ${String(key)}.`)
  return value
}
