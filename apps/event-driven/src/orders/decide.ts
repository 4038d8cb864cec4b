import { isDeepStrictEqual } from 'node:util'
import { canTransition, type OrderAction, type RejectionCode } from '@backend-rosetta/contract/lifecycle'
import { merge } from '@backend-rosetta/contract/merge'
import type { UpdateOrder } from '@backend-rosetta/contract/orders'
import { DomainError } from '../problems.ts'
import { givesStockBack, type OrderState } from './order.ts'
import type { EventOf, OrderEvent } from './order-events.ts'

/** What is asked of an order: by people, who may be refused, or by the shop, whose news may be no news any more. */
export type OrderCommand = UserCommand | StockNews | PaymentNews

export type UserCommand =
  | { type: 'update'; changes: UpdateOrder }
  | { type: 'cancel'; reason: string; by: 'customer' | 'admin' }
  | { type: 'ship'; carrier: string; trackingNumber: string }
  | { type: 'deliver' }

export type StockNews = { type: 'note-stock'; outcome: 'reserved' | 'refused' | 'released' }

export type PaymentNews =
  | { type: 'note-payment'; outcome: 'captured'; chargeId: string }
  | { type: 'note-payment'; outcome: 'declined' | 'refunded' | 'voided' }

/** What happens to an order because of a command: pure, and nothing happens twice. */
export function decide(command: OrderCommand, state: OrderState): OrderEvent[] {
  switch (command.type) {
    case 'update':
      return update(allowed(state, 'update'), command.changes)
    case 'cancel':
      return cancel(allowed(state, 'cancel'), command)
    case 'ship': {
      allowed(state, 'ship')
      const { carrier, trackingNumber } = command
      return [{ type: 'order.shipped', data: { carrier, trackingNumber } }]
    }
    case 'deliver':
      allowed(state, 'deliver')
      return [{ type: 'order.delivered', data: {} }]
    case 'note-stock':
      return noteStock(command.outcome, state)
    case 'note-payment':
      return notePayment(command, state)
  }
}

function allowed(state: OrderState, action: OrderAction): OrderState {
  const from = state.order.status
  if (!canTransition(from, action)) throw new DomainError({ code: 'invalid_order_transition', from, action })
  return state
}

// #region update-order
function update({ order }: OrderState, { shippingAddress, notes }: UpdateOrder): OrderEvent[] {
  const before = { shippingAddress: order.shippingAddress, notes: order.notes }
  const after = merge(before, {
    shippingAddress: merge(before.shippingAddress, shippingAddress ?? {}),
    notes,
  })
  const changed = detailNames.filter((name) => !isDeepStrictEqual(after[name], before[name]))
  return changed.length === 0 ? [] : [{ type: 'order.updated', data: { changed, ...after } }]
}
// #endregion

const detailNames = ['shippingAddress', 'notes'] as const

// #region cancel-order
function cancel({ order, stock }: OrderState, { reason, by }: CancelCommand): OrderEvent[] {
  const cancelled: OrderEvent = { type: 'order.cancelled', data: { reason, by } }
  // It is charged only once it holds its pieces: before that, no charge can be under way.
  const uncharged = stock === 'asked' && order.payment.status === 'pending'
  return uncharged ? [cancelled, { type: 'payment.voided', data: {} }] : [cancelled]
}
// #endregion

type CancelCommand = Extract<UserCommand, { type: 'cancel' }>

// #region note-stock
function noteStock(outcome: StockNews['outcome'], { order, stock }: OrderState): OrderEvent[] {
  const pending = order.status === 'pending'
  switch (outcome) {
    case 'reserved':
      return pending && stock === 'asked' ? [{ type: 'stock.reserved', data: {} }] : []
    case 'refused':
      return pending && stock === 'asked' ? [rejected('insufficient_stock')] : []
    case 'released': {
      if (stock === 'none' || !givesStockBack(order)) return []
      const released: OrderEvent = { type: 'stock.released', data: {} }
      return pending ? [released, rejected('payment_declined')] : [released]
    }
  }
}
// #endregion

// #region note-payment
function notePayment(news: PaymentNews, state: OrderState): OrderEvent[] {
  const { status, payment } = state.order
  switch (news.outcome) {
    case 'captured':
      return noteCapture(news.chargeId, state)
    case 'declined':
      if (status !== 'pending') return noteVoid(state)
      return payment.status === 'pending' ? [{ type: 'payment.declined', data: {} }] : []
    case 'refunded':
      if (payment.status !== 'refund_pending' || state.chargeId === null) return []
      return [{ type: 'payment.refunded', data: { amount: state.order.total } }]
    case 'voided':
      return noteVoid(state)
  }
}

/** Of an order that was cancelled meanwhile, the money goes back. */
function noteCapture(chargeId: string, state: OrderState): OrderEvent[] {
  const { status, payment, total } = state.order
  const captured: OrderEvent = { type: 'payment.captured', data: { chargeId, amount: total } }
  if (status === 'cancelled') return state.chargeId === null ? [captured] : []
  const isAwaited = status === 'pending' && payment.status === 'pending'
  return isAwaited ? [captured, { type: 'order.confirmed', data: {} }] : []
}

/** Whether it was charged was uncertain. Now it is certain that it was not. */
function noteVoid({ order, chargeId }: OrderState): OrderEvent[] {
  const uncertain = order.payment.status === 'refund_pending' && chargeId === null
  return uncertain ? [{ type: 'payment.voided', data: {} }] : []
}
// #endregion

const messages = {
  insufficient_stock: 'There is not enough stock for this order.',
  payment_declined: 'The payment was declined.',
} as const satisfies Record<RejectionCode, string>

function rejected(code: RejectionCode): EventOf<'order.rejected'> {
  return { type: 'order.rejected', data: { code, message: messages[code] } }
}
