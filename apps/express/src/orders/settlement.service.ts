import type { Order } from '@backend-rosetta/contract/orders'
import type { Db, Trx } from '../db/database.ts'
import type { Metrics } from '../metrics.ts'
import type { CallOptions, PaymentGateway } from '../payments/payment-gateway.ts'
import { retryTime } from './lease.ts'
import * as orders from './orders.repository.ts'
import { type DueOrder, postpone } from './settlement.repository.ts'
import { closePayment, confirmOrder, noteCapture, noteRefund, rejectOrder } from './transitions.ts'

interface Deps {
  db: Db
  gateway: PaymentGateway
  metrics: Pick<Metrics, 'settledOrders'>
  clock: () => Date
}

export type Settlement = ReturnType<typeof createSettlement>

/**
 * Brings an order and the gateway's ledger together. Each step asks the gateway, outside of any transaction, and then
 * writes down what it said, on the order as it is by then. Steps can be repeated: the second time changes nothing.
 */
export function createSettlement({ db, gateway, metrics, clock }: Deps) {
  /** One attempt: the order afterwards. Where the gateway does not say, it is as it was, and due again soon. */
  async function settle(due: DueOrder, call: CallOptions): Promise<Order> {
    const settled = due.type === 'charge' ? await charge(due, call) : await refund(due, call)
    if (settled) {
      metrics.settledOrders.inc({ outcome: settled.payment.status })
      return settled
    }
    await postpone(db, due.order, retryTime(clock(), due.attempts))
    return due.order
  }

  // #region charge
  async function charge({ order, token }: Due<'charge'>, call: CallOptions): Promise<Order | undefined> {
    const charged = await gateway.charge({ reference: order.id, amount: order.total, token }, call)
    switch (charged.outcome) {
      case 'captured':
        return change(order.id, (trx, locked) => capture(trx, locked, charged.chargeId))
      case 'declined':
        return change(order.id, decline)
      case 'unknown':
        return undefined
    }
  }

  function capture(trx: Trx, locked: orders.LockedOrder, chargeId: string): Promise<Order> | Order {
    const charge = { id: chargeId, now: clock() }
    if (locked.order.status === 'pending') return confirmOrder(trx, locked.order, charge)
    // It was cancelled while it was charged: the worker refunds it.
    return isUncertain(locked) ? noteCapture(trx, locked.order, charge) : locked.order
  }

  function decline(trx: Trx, locked: orders.LockedOrder): Promise<Order> | Order {
    const now = clock()
    if (locked.order.status === 'pending')
      return rejectOrder(trx, locked.order, { code: 'payment_declined', now })
    return isUncertain(locked) ? closePayment(trx, locked.order, now) : locked.order
  }
  // #endregion

  // #region refund
  async function refund({ order, chargeId }: Due<'refund'>, call: CallOptions): Promise<Order | undefined> {
    if (chargeId === null) return lookUp(order, call)
    const { outcome } = await gateway.refund({ orderId: order.id, chargeId }, call)
    if (outcome === 'unknown') return undefined
    return change(order.id, (trx, { order: current }) =>
      current.payment.status === 'refund_pending' ? noteRefund(trx, current, clock()) : current,
    )
  }

  /** Of a cancelled order nobody may know whether it was charged before: the gateway's ledger does. */
  async function lookUp(order: Order, call: CallOptions): Promise<Order | undefined> {
    const found = await gateway.findCharge(order.id, call)
    switch (found.outcome) {
      case 'captured': {
        const { chargeId } = found
        await change(order.id, (trx, locked) => capture(trx, locked, chargeId))
        return refund({ type: 'refund', order, chargeId, attempts: 0 }, call)
      }
      case 'none':
        return change(order.id, decline)
      case 'unknown':
        return undefined
    }
  }
  // #endregion

  function change(
    id: string,
    apply: (trx: Trx, locked: orders.LockedOrder) => Promise<Order> | Order,
  ): Promise<Order> {
    return db.transaction().execute(async (trx) => {
      const locked = await orders.lockOrder(trx, id)
      if (!locked) throw new TypeError(`the order ${id} is gone`)
      return apply(trx, locked)
    })
  }

  return { settle }
}

type Due<Type extends DueOrder['type']> = Extract<DueOrder, { type: Type }>

/** Cancelled, with a charge of which it is not known whether it exists. */
function isUncertain({ order, chargeId }: orders.LockedOrder): boolean {
  return order.payment.status === 'refund_pending' && chargeId === null
}
