export const orderStatuses = [
  'pending',
  'confirmed',
  'rejected',
  'cancelled',
  'shipped',
  'delivered',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

export const paymentStatuses = [
  'pending',
  'captured',
  'declined',
  'refund_pending',
  'refunded',
  'none',
] as const

export type PaymentStatus = (typeof paymentStatuses)[number]

/** Why the system rejects an order. */
export const rejectionCodes = ['insufficient_stock', 'payment_declined'] as const

export type RejectionCode = (typeof rejectionCodes)[number]

/** What a person can do with an order. `update` changes its details and not its status. */
export const orderActions = ['update', 'cancel', 'ship', 'deliver'] as const

export type OrderAction = (typeof orderActions)[number]

/** Who asks: nobody, another customer, the customer whose order it is, an admin. */
export const orderActors = ['anonymous', 'stranger', 'owner', 'admin'] as const

export type OrderActor = (typeof orderActors)[number]

interface Transition {
  from: readonly OrderStatus[]
  /** The status after it; `null` where the status stays as it is. */
  to: OrderStatus | null
  by: readonly OrderActor[]
}

/** The lifecycle of an order: what may follow what, and by whom. Source: clauses ORD-5 and ORD-6. */
export const transitions: Readonly<Record<OrderAction, Transition>> = {
  update: { from: ['pending', 'confirmed'], to: null, by: ['owner', 'admin'] },
  cancel: { from: ['pending', 'confirmed'], to: 'cancelled', by: ['owner', 'admin'] },
  ship: { from: ['confirmed'], to: 'shipped', by: ['admin'] },
  deliver: { from: ['shipped'], to: 'delivered', by: ['admin'] },
}

/** What the system does by itself: a pending order is settled one way or the other. Source: clause ORD-1. */
export const settlements = { from: 'pending', to: ['confirmed', 'rejected'] } as const

/** Whether `action` is in the table for an order that is `from`. */
export function canTransition(from: OrderStatus, action: OrderAction): boolean {
  return transitions[action].from.includes(from)
}

interface Outcome {
  status: 200 | 401 | 403 | 404 | 409
  code: 'unauthenticated' | 'forbidden' | 'not_found' | 'invalid_order_transition' | null
}

/** The answer to `action` by `actor` on an order that is `from`, in the order of clause HTTP-12. */
export function outcomeOf(action: OrderAction, from: OrderStatus, actor: OrderActor): Outcome {
  const { by } = transitions[action]
  if (actor === 'anonymous') return { status: 401, code: 'unauthenticated' }
  if (actor !== 'admin' && !by.includes('owner')) return { status: 403, code: 'forbidden' }
  if (!by.includes(actor)) return { status: 404, code: 'not_found' }
  if (!canTransition(from, action)) return { status: 409, code: 'invalid_order_transition' }
  return { status: 200, code: null }
}
