import type { EventRow, OrderRow } from './rows.ts'
import type { Outcome } from './sales.ts'

type Actor = 'customer' | 'admin' | 'system'
type Happening = [type: string, data: object]

/** One change of an order: one version more, with the events that tell of it. */
interface Step {
  /** Hours after the step before it. */
  after: number
  by: Actor
  change: (order: OrderRow, at: Date) => Partial<OrderRow>
  tell: (order: OrderRow) => Happening[]
}

const second = 1 / 3600

const confirm: Step = {
  after: second,
  by: 'system',
  change: ({ id }) => ({ status: 'confirmed', charge_id: `demo-${id}`, ...paid('captured') }),
  tell: (order) => [
    ['payment.captured', { amount: total(order) }],
    ['order.confirmed', {}],
  ],
}

const decline: Step = {
  after: second,
  by: 'system',
  change: () => ({ ...paid('declined'), ...rejected('payment_declined', 'The card was declined.') }),
  tell: (order) => [
    ['payment.declined', {}],
    ['order.rejected', rejection(order)],
  ],
}

const sellOut: Step = {
  after: second,
  by: 'system',
  change: () => ({ ...paid('none'), ...rejected('insufficient_stock', 'Not enough pieces are left.') }),
  tell: (order) => [['order.rejected', rejection(order)]],
}

const update: Step = {
  after: 0.5,
  by: 'customer',
  change: () => ({ notes: 'Please leave it with the neighbours.' }),
  tell: () => [['order.updated', { changed: ['notes'] }]],
}

const cancelUnpaid: Step = {
  after: 2 * second,
  by: 'customer',
  change: (_order, at) => ({ ...paid('none'), ...cancelled('Pressed the button too early.', at) }),
  tell: (order) => [['order.cancelled', { reason: order.cancellation_reason, by: order.cancelled_by }]],
}

const cancelPaid: Step = {
  ...cancelUnpaid,
  after: 1.5,
  change: (_order, at) => ({
    payment_status: 'refund_pending',
    settle_after: at,
    ...cancelled('Found it at a shop around the corner.', at),
  }),
}

const refund: Step = {
  after: second,
  by: 'system',
  change: () => paid('refunded'),
  tell: (order) => [['payment.refunded', { amount: total(order) }]],
}

const ship: Step = {
  after: 20,
  by: 'admin',
  change: ({ id }, at) => ({
    status: 'shipped',
    shipment_carrier: 'DHL',
    shipment_tracking_number: `JD0146${id.slice(-8).toUpperCase()}`,
    shipped_at: at,
  }),
  tell: ({ shipment_carrier, shipment_tracking_number }) => [
    ['order.shipped', { carrier: shipment_carrier, trackingNumber: shipment_tracking_number }],
  ],
}

const deliver: Step = {
  after: 48,
  by: 'admin',
  change: () => ({ status: 'delivered' }),
  tell: () => [['order.delivered', {}]],
}

const steps: Readonly<Record<Outcome, readonly Step[]>> = {
  pending: [],
  confirmed: [confirm],
  updated: [confirm, update],
  shipped: [confirm, ship],
  delivered: [confirm, ship, deliver],
  declined: [decline],
  soldOut: [sellOut],
  cancelledUnpaid: [cancelUnpaid],
  refunded: [confirm, cancelPaid, refund],
}

/** Takes a pending order to its outcome, with the events on the way. */
export function live(placed: OrderRow, outcome: Outcome, adminId: string): [OrderRow, EventRow[]] {
  const actorIds = { customer: placed.user_id, admin: adminId, system: null }
  const events = [event(placed, 1, actorIds.customer, ['order.placed', { total: total(placed) }])]
  let order = placed
  for (const step of steps[outcome]) {
    const at = new Date(order.updated_at.getTime() + step.after * 3_600_000)
    order = { ...order, ...step.change(order, at), version: order.version + 1, updated_at: at }
    for (const happening of step.tell(order)) {
      events.push(event(order, events.length + 1, actorIds[step.by], happening))
    }
  }
  return [order, events]
}

function event(order: OrderRow, seq: number, actorId: string | null, [type, data]: Happening): EventRow {
  return {
    order_id: order.id,
    seq,
    type,
    at: order.updated_at,
    actor_type: actorId === null ? 'system' : 'user',
    actor_id: actorId,
    data,
  }
}

function paid(payment_status: string): Partial<OrderRow> {
  return { payment_status, payment_token: null, settle_after: null, settle_attempts: 1 }
}

function rejected(rejection_code: string, rejection_message: string): Partial<OrderRow> {
  return { status: 'rejected', stock_reserved: false, rejection_code, rejection_message }
}

function cancelled(cancellation_reason: string, cancelled_at: Date): Partial<OrderRow> {
  return {
    status: 'cancelled',
    stock_reserved: false,
    cancellation_reason,
    cancelled_by: 'customer',
    cancelled_at,
  }
}

function rejection({ rejection_code, rejection_message }: OrderRow): object {
  return { code: rejection_code, message: rejection_message }
}

function total({ total_amount, currency }: OrderRow): object {
  return { amount: total_amount, currency }
}
