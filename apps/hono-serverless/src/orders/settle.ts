import type { Order } from '@backend-rosetta/contract/orders'
import type { Db, Trx } from '../db/database.ts'
import type { Metrics } from '../metrics.ts'
import { type Circuit, noteAnswer, noteFailure, readCircuit } from '../payments/circuit.ts'
import type { CallOptions, PaymentGateway } from '../payments/payment-gateway.ts'
import { retryTime } from './lease.ts'
import { type LockedOrder, lockOrder } from './orders.queries.ts'
import { type DueOrder, postpone } from './settlement.queries.ts'
import { closePayment, confirmOrder, noteCapture, noteRefund, rejectOrder } from './transitions.ts'

export interface SettleDeps {
  db: Db
  gateway: PaymentGateway
  clock: () => Date
  metrics?: Pick<Metrics, 'orderSettled' | 'gatewayCircuitChanged'>
}

type Due<Type extends DueOrder['type']> = Extract<DueOrder, { type: Type }>

/**
 * One attempt to bring an order and the gateway's ledger together: the order afterwards. Where the gateway does not say,
 * it is `undefined`, and the order due again soon. Each step asks the gateway, outside of any transaction, and then
 * writes down what it said, on the order as it is by then. Steps can be repeated: the second time changes nothing.
 */
export async function settle(
  deps: SettleDeps,
  due: DueOrder,
  { circuit, ...call }: CallOptions & { circuit: Circuit },
): Promise<Order | undefined> {
  const settled = due.type === 'charge' ? await charge(deps, due, call) : await refund(deps, due, call)
  const { db, clock, metrics } = deps
  if (settled) {
    await noteAnswer(db, circuit)
    metrics?.orderSettled(settled.payment.status)
    return settled
  }
  await noteFailure(db, clock())
  await postpone(db, due, retryTime(clock(), due.attempts))
  return undefined
}

/** As `settle`, for a user who waits: while the gateway is known to be down, the order is left to the schedule at once. */
export async function settleNow(
  deps: SettleDeps,
  due: DueOrder,
  call: CallOptions,
): Promise<Order | undefined> {
  const circuit = await readCircuit(deps.db)
  deps.metrics?.gatewayCircuitChanged(circuit.open)
  if (!circuit.open) return settle(deps, due, { ...call, circuit })
  await postpone(deps.db, due, retryTime(deps.clock(), due.attempts))
  return undefined
}

// #region charge
async function charge(deps: SettleDeps, due: Due<'charge'>, call: CallOptions): Promise<Order | undefined> {
  const { id, total: amount, token } = due
  const charged = await deps.gateway.charge({ reference: id, amount, token }, call)
  const now = deps.clock()
  switch (charged.outcome) {
    case 'captured':
      return change(deps.db, id, (trx, locked) => capture(trx, locked, { id: charged.chargeId, now }))
    case 'declined':
      return change(deps.db, id, (trx, locked) => decline(trx, locked, now))
    case 'unknown':
      return undefined
  }
}

function capture(trx: Trx, locked: LockedOrder, made: { id: string; now: Date }): Promise<Order> | Order {
  if (locked.order.status === 'pending') return confirmOrder(trx, locked.order, made)
  // It was cancelled while it was charged: its refund is due.
  return isUncertain(locked) ? noteCapture(trx, locked.order, made) : locked.order
}

function decline(trx: Trx, locked: LockedOrder, now: Date): Promise<Order> | Order {
  const { order } = locked
  if (order.status === 'pending') return rejectOrder(trx, order, { code: 'payment_declined', now })
  return isUncertain(locked) ? closePayment(trx, order, now) : order
}
// #endregion

// #region refund
async function refund(deps: SettleDeps, due: Due<'refund'>, call: CallOptions): Promise<Order | undefined> {
  const { id, chargeId } = due
  if (chargeId === null) return lookUp(deps, due, call)
  const { outcome } = await deps.gateway.refund({ orderId: id, chargeId }, call)
  if (outcome === 'unknown') return undefined
  const now = deps.clock()
  return change(deps.db, id, (trx, { order }) =>
    order.payment.status === 'refund_pending' ? noteRefund(trx, order, now) : order,
  )
}

/** Of a cancelled order nobody may know whether it was charged before: the gateway's ledger does. */
async function lookUp(deps: SettleDeps, due: Due<'refund'>, call: CallOptions): Promise<Order | undefined> {
  const found = await deps.gateway.findCharge(due.id, call)
  const now = deps.clock()
  switch (found.outcome) {
    case 'captured': {
      const { chargeId } = found
      await change(deps.db, due.id, (trx, locked) => capture(trx, locked, { id: chargeId, now }))
      return refund(deps, { ...due, chargeId }, call)
    }
    case 'none':
      return change(deps.db, due.id, (trx, locked) => decline(trx, locked, now))
    case 'unknown':
      return undefined
  }
}
// #endregion

type Apply = (trx: Trx, locked: LockedOrder) => Promise<Order> | Order

function change(db: Db, id: string, apply: Apply): Promise<Order> {
  return db.transaction(async (trx) => {
    const locked = await lockOrder(trx, id)
    if (!locked) throw new TypeError(`the order ${id} is gone`)
    return apply(trx, locked)
  })
}

/** Cancelled, with a charge of which it is not known whether it exists. */
function isUncertain({ order, chargeId }: LockedOrder): boolean {
  return order.payment.status === 'refund_pending' && chargeId === null
}
