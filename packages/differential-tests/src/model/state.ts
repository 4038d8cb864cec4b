import type { Address } from '@backend-rosetta/contract/addresses'
import type { OrderStatus, PaymentStatus, RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Currency, Money } from '@backend-rosetta/contract/money'
import type { OrderEventType } from '@backend-rosetta/contract/order-events'
import type { Role } from '@backend-rosetta/contract/users'

/** The world of one trace, as the contract says that it is. Plain data: it is copied with structuredClone. */
export interface State {
  /** Digits that are in every email, name and SKU of the trace, so that a search finds these and nothing else. */
  tag: string
  /** Counts the steps, or groups of steps at the same time. */
  clock: number
  /** Counts within the step. */
  tick: number
  /** Whether steps happen at the same time. */
  concurrent: boolean
  users: User[]
  logins: Login[]
  refreshTokens: RefreshToken[]
  products: Product[]
  orders: Order[]
  keys: UsedKey[]
  cursors: Cursor[]
  /** Failed logins by email. */
  failures: Record<string, number>
}

/** The nth version of a resource; `rank` counts the changes that were certain. */
export interface Version {
  number: number
  rank: number
}

export interface Resource {
  /** A symbol. */
  id: string
  version: Version
  createdAt: string
}

export interface User extends Resource {
  email: string
  name: string
  role: Role
  active: boolean
  password: string
  deleted: boolean
}

/** Its name is the name of its access token's symbol, too. */
export interface Login {
  name: string
  userId: string
  revoked: boolean
  /** The clock when it was. */
  endedAt?: number
}

export interface RefreshToken {
  symbol: string
  login: string
  spent: boolean
}

export interface Product extends Resource {
  sku: string
  name: string
  description: string | null
  price: { amount: number; currency: Currency }
  stock: number
  archived: boolean
}

export interface OrderItem {
  productId: string
  sku: string
  name: string
  quantity: number
  unitPrice: Money
  lineTotal: Money
}

export interface OrderEvent {
  type: OrderEventType
  /** The id of a user, or the system. */
  actor: string | null
  data: Record<string, unknown>
}

export interface Order extends Resource {
  /** The key of the request that placed it. */
  name: string
  userId: string
  status: OrderStatus
  items: OrderItem[]
  total: Money
  payment: PaymentStatus
  shippingAddress: Address
  notes: string | null
  rejection: RejectionCode | null
  cancellation: { reason: string; by: 'customer' | 'admin' } | null
  shipment: { carrier: string; trackingNumber: string } | null
  history: OrderEvent[]
}

export interface UsedKey {
  userId: string
  key: string
  /** The parsed body as text. */
  request: string
  orderName: string
  orderId: string
  clock: number
}

export interface Cursor {
  symbol: string
  /** The last order of the page. */
  orderId: string
}

export function emptyState(tag: string): State {
  return {
    tag,
    clock: 1,
    tick: 0,
    concurrent: false,
    users: [],
    logins: [],
    refreshTokens: [],
    products: [],
    orders: [],
    keys: [],
    cursors: [],
    failures: {},
  }
}

/** A change of a resource that its version shows, or that it may show. */
export function bump(resource: Resource, how: 'certainly' | 'maybe' = 'certainly'): void {
  const { number, rank } = resource.version
  resource.version = { number: number + 1, rank: how === 'certainly' ? rank + 1 : rank }
}
