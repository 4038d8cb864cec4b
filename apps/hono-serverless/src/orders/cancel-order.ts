import type { CancelOrder, Order } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { Trx } from '../db/database.ts'
import { giveBackStock } from '../products/stock.queries.ts'
import { lateChargeTime, leaseEnd } from './lease.ts'
import { type By, lockFor } from './order-access.ts'
import { appendEvents } from './order-events.queries.ts'
import { type LockedOrder, updateOrder } from './orders.queries.ts'
import { type SettleDeps, settleNow } from './settle.ts'

interface Cancelling extends By, CancelOrder {
  trace: Trace | undefined
}

/** After this long a refund is left to the schedule. */
const refundWithinMilliseconds = 1500

// #region cancel-order
export async function cancelOrder(deps: SettleDeps, id: string, cancelling: Cancelling): Promise<Order> {
  const { user, reason, trace } = cancelling
  const { order, chargeId } = await deps.db.transaction(async (trx) => {
    const locked = await lockFor(trx, id, { action: 'cancel', ...cancelling })
    const order = await write(trx, locked, { reason, userId: user.id, now: deps.clock() })
    return { order, chargeId: locked.chargeId }
  })
  // Whether a pending order was charged is not known yet: it is found out when it can be.
  if (chargeId === null) return order
  const call = { signal: AbortSignal.timeout(refundWithinMilliseconds), retries: true, trace }
  return (await settleNow(deps, { type: 'refund', id, attempts: 0, chargeId }, call)) ?? order
}

async function write(
  trx: Trx,
  { order, chargeId, settleAfter }: LockedOrder,
  { reason, userId, now }: { reason: string; userId: string; now: Date },
): Promise<Order> {
  const by = order.userId === userId ? 'customer' : 'admin'
  const event = { type: 'order.cancelled', data: { reason, by } } as const
  await appendEvents(trx, { orderId: order.id, at: now, actorId: userId, events: [event] })
  await giveBackStock(trx, order.items, now)
  return updateOrder(trx, order, {
    status: 'cancelled',
    paymentStatus: 'refund_pending',
    stockReserved: false,
    cancellationReason: reason,
    cancelledBy: by,
    cancelledAt: now,
    settleAfter: chargeId === null ? lateChargeTime(now, settleAfter) : leaseEnd(now),
    now,
  })
}
// #endregion
