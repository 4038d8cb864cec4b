import type { RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Trx } from '../db/database.ts'
import { giveBackStock } from '../products/stock.queries.ts'
import { appendEvents } from './order-events.queries.ts'
import { updateOrder } from './orders.queries.ts'
import { notifyStreams } from './settlement.queries.ts'

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
  const payment = { paymentStatus: 'captured', chargeId: id, paymentToken: null } as const
  return updateOrder(trx, order, { status: 'confirmed', ...payment, settleAfter: null, now })
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
  const rejected = { type: 'order.rejected', data: { code, message } } as const
  const declined = { type: 'payment.declined', data: {} } as const
  const isDeclined = code === 'payment_declined'
  if (isDeclined) await giveBackStock(trx, order.items, now)
  const events = isDeclined ? [declined, rejected] : [rejected]
  await appendEvents(trx, { orderId: order.id, at: now, actorId: null, events })
  return updateOrder(trx, order, {
    status: 'rejected',
    paymentStatus: isDeclined ? 'declined' : 'none',
    paymentToken: null,
    stockReserved: false,
    rejectionCode: code,
    rejectionMessage: message,
    settleAfter: null,
    now,
  })
}
// #endregion

/** A cancelled order turns out to be charged: its refund is due. */
export async function noteCapture(trx: Trx, order: Order, { id, now }: ChargeMade): Promise<Order> {
  const captured = { type: 'payment.captured', data: { amount: order.total } } as const
  await appendEvents(trx, { orderId: order.id, at: now, actorId: null, events: [captured] })
  return updateOrder(trx, order, { chargeId: id, paymentToken: null, settleAfter: now, now })
}

// #region refund
export async function noteRefund(trx: Trx, order: Order, now: Date): Promise<Order> {
  const refunded = { type: 'payment.refunded', data: { amount: order.total } } as const
  await appendEvents(trx, { orderId: order.id, at: now, actorId: null, events: [refunded] })
  return updateOrder(trx, order, { paymentStatus: 'refunded', settleAfter: null, now })
}
// #endregion

/** A cancelled order turns out to have never been charged. No event tells of it, so the streams are woken. */
export async function closePayment(trx: Trx, order: Order, now: Date): Promise<Order> {
  await notifyStreams(trx, order.id)
  return updateOrder(trx, order, { paymentStatus: 'none', paymentToken: null, settleAfter: null, now })
}
