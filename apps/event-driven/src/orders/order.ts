import type { Money } from '@backend-rosetta/contract/money'
import type { Order } from '@backend-rosetta/contract/orders'
import type { EventOf, Recorded } from './order-events.ts'

/** What the rules need to know of an order: what everyone may see, and what only the shop knows. */
export interface OrderState {
  /** As the API shows it. Its version is that of the last event that changed anything in it. */
  order: Order
  /** Whether the order holds pieces; `asked` until the stock has said so. */
  stock: 'asked' | 'held' | 'none'
  chargeId: string | null
  /** Of the last event in the stream. */
  version: number
}

// #region evolve-order
/** The order after an event. It decides nothing: what has happened has happened. */
export function evolve(state: OrderState | undefined, event: Recorded): OrderState {
  const { version } = event
  if (event.type === 'order.placed') return placed(event)
  if (!state) throw new TypeError(`a stream begins with ${event.type}`)
  switch (event.type) {
    case 'stock.reserved':
      return { ...state, stock: 'held', version }
    case 'stock.released':
      return { ...state, stock: 'none', version }
    case 'order.rejected':
      return show({ ...state, stock: 'none' }, event, afterwards(state.order, event))
    case 'payment.captured':
      return show({ ...state, chargeId: event.data.chargeId }, event, afterwards(state.order, event))
    default:
      return show(state, event, afterwards(state.order, event))
  }
}

export function fold(events: readonly Recorded[]): OrderState | undefined {
  return events.reduce<OrderState | undefined>(evolve, undefined)
}
// #endregion

type Shown = Exclude<Recorded['type'], 'order.placed' | 'stock.reserved' | 'stock.released'>

function afterwards(order: Order, event: Extract<Recorded, { type: Shown }>): Partial<Order> {
  const at = event.at.toISOString()
  switch (event.type) {
    case 'payment.captured':
      // Money for an order that is over goes back.
      return paid(order.status === 'pending' ? 'captured' : 'refund_pending')
    case 'payment.declined':
      return paid('declined')
    case 'payment.refunded':
      return paid('refunded')
    case 'payment.voided':
      return paid('none')
    case 'order.confirmed':
      return { status: 'confirmed' }
    case 'order.rejected':
      return {
        status: 'rejected',
        ...(event.data.code === 'insufficient_stock' && paid('none')),
        rejection: event.data,
      }
    case 'order.updated': {
      const { shippingAddress, notes } = event.data
      return { shippingAddress, notes }
    }
    case 'order.cancelled':
      return {
        status: 'cancelled',
        // Whether a pending payment came about is not known yet.
        ...paid(order.payment.status === 'declined' ? 'none' : 'refund_pending'),
        cancellation: { ...event.data, at },
      }
    case 'order.shipped':
      return { status: 'shipped', shipment: { ...event.data, at } }
    case 'order.delivered':
      return { status: 'delivered' }
  }
}

function show(state: OrderState, { version, at }: Recorded, changes: Partial<Order>): OrderState {
  return { ...state, order: { ...state.order, ...changes, updatedAt: at.toISOString(), version }, version }
}

function paid(status: Order['payment']['status']): Pick<Order, 'payment'> {
  return { payment: { status } }
}

function placed(event: EventOf<'order.placed'> & Recorded): OrderState {
  const { data, version } = event
  const at = event.at.toISOString()
  return {
    order: {
      id: event.orderId,
      userId: data.userId,
      status: 'pending',
      items: data.items.map((item) => ({ ...item, lineTotal: times(item.unitPrice, item.quantity) })),
      total: data.total,
      ...paid('pending'),
      shippingAddress: data.shippingAddress,
      notes: data.notes,
      rejection: null,
      cancellation: null,
      shipment: null,
      createdAt: at,
      updatedAt: at,
      version,
    },
    stock: 'asked',
    chargeId: null,
    version,
  }
}

function times({ amount, currency }: Money, quantity: number): Money {
  return { amount: amount * quantity, currency }
}

/** Whether it will not have the pieces that it holds. */
export function givesStockBack({ status, payment }: Order): boolean {
  return status === 'cancelled' || (status === 'pending' && payment.status === 'declined')
}

/** Whether nothing more can happen to it (LIVE-1). */
export function isOver({ status, payment }: Order): boolean {
  if (status === 'cancelled') return payment.status !== 'refund_pending'
  return status === 'rejected' || status === 'delivered'
}
