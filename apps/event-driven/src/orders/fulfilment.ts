import type { Command } from '../messaging/messages.ts'
import { givesStockBack, type OrderState } from './order.ts'

/** What the process manager asks others to do. Who, why and when is added when it is sent. */
export type Task = Pick<Command, 'type'> & { data: object }

// #region fulfil-order
/**
 * The process manager, as a function: what has to be done next for an order that is in this state. The process has
 * no memory of its own; where it stands is in the order's events.
 *
 * placed → reserve stock → charge → confirmed. Backwards: release the stock, refund the charge.
 */
export function outstanding(state: OrderState): Task[] {
  const { order, stock, chargeId } = state
  const { status, payment } = order
  const tasks: Task[] = []

  if (givesStockBack(order) && stock !== 'none') tasks.push({ type: 'command.stock.release', data: {} })
  else if (status === 'pending' && stock === 'asked') {
    const items = order.items.map(({ productId, quantity }) => ({ productId, quantity }))
    tasks.push({ type: 'command.stock.reserve', data: { items } })
  } else if (status === 'pending' && payment.status === 'pending') {
    tasks.push({ type: 'command.payment.charge', data: { amount: order.total } })
  }

  if (payment.status === 'refund_pending') {
    // Without a charge that is known, one may still be on its way: first it is found out.
    tasks.push({ type: chargeId === null ? 'command.payment.void' : 'command.payment.refund', data: {} })
  }
  return tasks
}

/** What has become outstanding by a change. */
export function react(before: OrderState | undefined, after: OrderState): Task[] {
  const known = new Set(before && outstanding(before).map(({ type }) => type))
  return outstanding(after).filter(({ type }) => !known.has(type))
}
// #endregion
