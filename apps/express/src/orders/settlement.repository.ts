import type { Order } from '@backend-rosetta/contract/orders'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import { itemsOfOrder, orderColumns, toOrder } from './order-columns.ts'

/** An order with work to do, leased to whoever does it now. */
export type DueOrder =
  | { type: 'charge'; order: Order; token: string; attempts: number }
  | { type: 'refund'; order: Order; chargeId: string | null; attempts: number }

interface Claim {
  now: Date
  leaseEnd: Date
  limit: number
}

// #region settle
/**
 * Leases orders that are due. Several workers share the queue: none waits for another's row, and each gets its own.
 * One that dies with its process is due again when the lease ends.
 */
export async function claimDueOrders(db: Db, { now, leaseEnd, limit }: Claim): Promise<DueOrder[]> {
  const rows = await db
    // Materialized, because a subquery that is run again would lock and lease more than the limit.
    .with(
      (cte) => cte('due').materialized(),
      (qb) =>
        qb
          .selectFrom('orders')
          .select('id as due_id')
          .where('settle_after', '<=', now)
          .orderBy('settle_after')
          .limit(limit)
          .forNoKeyUpdate()
          .skipLocked(),
    )
    .updateTable('orders')
    .from('due')
    .set((eb) => ({ settle_after: leaseEnd, settle_attempts: eb('settle_attempts', '+', 1) }))
    .whereRef('orders.id', '=', 'due.due_id')
    .returning([...orderColumns, 'payment_token', 'charge_id', 'settle_attempts'])
    .returning(itemsOfOrder)
    .execute()
  return rows.map((row) => {
    const { payment_token: token, charge_id: chargeId, settle_attempts: attempts } = row
    const order = toOrder(row)
    if (order.status === 'pending' && token !== null) return { type: 'charge', order, token, attempts }
    return { type: 'refund', order, chargeId, attempts }
  })
}
// #endregion

/** Gives a lease back early, unless the order is in another status by now. */
export async function postpone(db: Db, order: Order, until: Date): Promise<void> {
  await db
    .updateTable('orders')
    .set({ settle_after: until })
    .where('id', '=', order.id)
    .where('status', '=', order.status)
    .where('settle_after', 'is not', null)
    .execute()
}

/** Wakes the event streams of an order after a change that no event tells of. */
export async function notifyStreams(trx: Trx, orderId: string): Promise<void> {
  await sql`select pg_notify('order_events', ${orderId})`.execute(trx)
}
