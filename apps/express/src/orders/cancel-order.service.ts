import type { CancelOrder, Order } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { Db, Trx } from '../db/database.ts'
import { giveBackStock } from '../products/stock.repository.ts'
import { lateChargeTime, leaseEnd } from './lease.ts'
import { type Change, lockFor } from './order-access.ts'
import { appendEvents } from './order-events.repository.ts'
import { type LockedOrder, updateOrder } from './orders.repository.ts'
import type { Settlement } from './settlement.service.ts'

interface Deps {
  db: Db
  settlement: Settlement
  clock: () => Date
}

interface Cancelling extends Omit<Change, 'action'> {
  trace: Trace | undefined
}

export type CancelOrderService = ReturnType<typeof createCancelOrder>

/** After this long a refund is left to the worker. */
const refundWithinMilliseconds = 1500

export function createCancelOrder({ db, settlement, clock }: Deps) {
  // #region cancel-order
  return async function cancelOrder(id: string, { reason }: CancelOrder, by: Cancelling): Promise<Order> {
    const { order, chargeId } = await db.transaction().execute(async (trx) => {
      const locked = await lockFor(trx, id, { action: 'cancel', ...by })
      const order = await write(trx, locked, { reason, userId: by.user.id })
      return { order, chargeId: locked.chargeId }
    })
    // Whether a pending order was charged is not known yet: the worker finds out.
    if (chargeId === null) return order
    const signal = AbortSignal.timeout(refundWithinMilliseconds)
    const call = { signal, retries: true, trace: by.trace }
    return settlement.settle({ type: 'refund', order, chargeId, attempts: 0 }, call)
  }

  async function write(
    trx: Trx,
    locked: LockedOrder,
    { reason, userId }: { reason: string; userId: string },
  ) {
    const { order, chargeId, settleAfter } = locked
    const now = clock()
    const by = order.userId === userId ? 'customer' : 'admin'
    const event = { type: 'order.cancelled', data: { reason, by } } as const
    await appendEvents(trx, { orderId: order.id, at: now, actorId: userId, events: [event] })
    await giveBackStock(trx, order.items, now)
    return updateOrder(trx, order, {
      status: 'cancelled',
      payment_status: 'refund_pending',
      stock_reserved: false,
      cancellation_reason: reason,
      cancelled_by: by,
      cancelled_at: now,
      settle_after: chargeId === null ? lateChargeTime(now, settleAfter) : leaseEnd(now),
      now,
    })
  }
  // #endregion
}
