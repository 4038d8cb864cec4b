import type { RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Trx } from '../db/database.ts'
import { giveBackStock } from '../products/stock.repository.ts'
import { appendEvents } from './order-events.repository.ts'
import { updateOrder } from './orders.repository.ts'
import { notifyStreams } from './settlement.repository.ts'

// What the system does to an order. Its row is locked, or new: nobody else changes it meanwhile.

interface ChargeMade {
  id: string
  now: Date
}

// #region confirm
export async function confirmOrder(trx: Trx, order: Order, { id, now }: ChargeMade): Promise<Order> {
  await appendEvents(trx, {
    orderId: order.id,
    at: now,
    actorId: null,
    events: [
      { type: 'payment.captured', data: { amount: order.total } },
      { type: 'order.confirmed', data: {} },
    ],
  })
  const payment = { payment_status: 'captured', charge_id: id, payment_token: null } as const
  return updateOrder(trx, order, { status: 'confirmed', ...payment, settle_after: null, now })
}
// #endregion

const messages = {
  insufficient_stock: 'There is not enough stock for this order.',
  payment_declined: 'The payment was declined.',
} as const satisfies Record<RejectionCode, string>

// #region reject
/** Stock that the order holds is given back; for want of stock it never held any. */
export async function rejectOrder(
  trx: Trx,
  order: Order,
  why: { code: RejectionCode; now: Date },
): Promise<Order> {
  const { code, now } = why
  const message = messages[code]
  const history = { orderId: order.id, at: now, actorId: null }
  if (code === 'payment_declined') {
    await giveBackStock(trx, order.items, now)
    await appendEvents(trx, { ...history, events: [{ type: 'payment.declined', data: {} }] })
  }
  await appendEvents(trx, { ...history, events: [{ type: 'order.rejected', data: { code, message } }] })
  return updateOrder(trx, order, {
    status: 'rejected',
    payment_status: code === 'payment_declined' ? 'declined' : 'none',
    payment_token: null,
    stock_reserved: false,
    rejection_code: code,
    rejection_message: message,
    settle_after: null,
    now,
  })
}
// #endregion

/** A cancelled order turns out to be charged: its refund is due. */
export async function noteCapture(trx: Trx, order: Order, { id, now }: ChargeMade): Promise<Order> {
  const captured = { type: 'payment.captured', data: { amount: order.total } } as const
  await appendEvents(trx, { orderId: order.id, at: now, actorId: null, events: [captured] })
  return updateOrder(trx, order, { charge_id: id, payment_token: null, settle_after: now, now })
}

// #region refund
export async function noteRefund(trx: Trx, order: Order, now: Date): Promise<Order> {
  const refunded = { type: 'payment.refunded', data: { amount: order.total } } as const
  await appendEvents(trx, { orderId: order.id, at: now, actorId: null, events: [refunded] })
  return updateOrder(trx, order, { payment_status: 'refunded', settle_after: null, now })
}
// #endregion

/** A cancelled order turns out to have never been charged. No event tells of it, so the streams are woken. */
export async function closePayment(trx: Trx, order: Order, now: Date): Promise<Order> {
  await notifyStreams(trx, order.id)
  return updateOrder(trx, order, { payment_status: 'none', payment_token: null, settle_after: null, now })
}
