import type { Money } from '@backend-rosetta/contract/money'
import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { Db, Trx } from '../db/database.ts'
import { orders } from '../db/schema.ts'

/** An order with work to do, leased to whoever does it now. */
export type DueOrder =
  | { type: 'charge'; id: string; attempts: number; total: Money; token: string }
  | { type: 'refund'; id: string; attempts: number; chargeId: string | null }

interface Claim {
  now: Date
  leaseEnd: Date
  limit: number
}

// #region settle
/**
 * Leases orders that are due. Instances that settle at the same time share the queue: none waits for another's row, and
 * each gets its own. What one has not done when it dies or is frozen is due again when the lease ends.
 */
export async function claimDueOrders(db: Db, { now, leaseEnd, limit }: Claim): Promise<DueOrder[]> {
  // With a name it is run once; in its place it could be run again, and lock and lease more than the limit.
  const due = db
    .$with('due')
    .as(
      db
        .select({ id: orders.id })
        .from(orders)
        .where(lte(orders.settleAfter, now))
        .orderBy(orders.settleAfter)
        .limit(limit)
        .for('no key update', { skipLocked: true }),
    )
  const rows = await db
    .with(due)
    .update(orders)
    .set({ settleAfter: leaseEnd, settleAttempts: sql`${orders.settleAttempts} + 1` })
    .where(inArray(orders.id, db.select({ id: due.id }).from(due)))
    .returning()
  return rows.map(toDueOrder)
}
// #endregion

type OrderRow = typeof orders.$inferSelect

function toDueOrder(row: OrderRow): DueOrder {
  const { id, status, currency, paymentToken: token, chargeId, settleAttempts: attempts } = row
  if (status === 'pending' && token !== null) {
    return { type: 'charge', id, attempts, total: { amount: row.totalAmount, currency }, token }
  }
  return { type: 'refund', id, attempts, chargeId }
}

/** Gives a lease back early, unless the order is in another status by now. */
export async function postpone(db: Db, { id, type }: DueOrder, until: Date): Promise<void> {
  const status = type === 'charge' ? 'pending' : 'cancelled'
  await db
    .update(orders)
    .set({ settleAfter: until })
    .where(and(eq(orders.id, id), eq(orders.status, status), isNotNull(orders.settleAfter)))
}

/** Wakes the event streams of an order after a change that no event tells of. */
export async function notifyStreams(trx: Trx, orderId: string): Promise<void> {
  await trx.execute(sql`select pg_notify('order_events', ${orderId})`)
}
