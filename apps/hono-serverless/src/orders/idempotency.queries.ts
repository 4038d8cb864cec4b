import type { Order } from '@backend-rosetta/contract/orders'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Db, Trx } from '../db/database.ts'
import { idempotencyKeys } from '../db/schema.ts'

export interface KeyOfUser {
  userId: string
  key: string
}

export interface KeyClaim extends KeyOfUser {
  requestHash: Uint8Array
  orderId: string
  now: Date
  /** Until then the request that made the claim is in flight. */
  lockedUntil: Date
}

// #region place-order
/** Whether the key is new. Waits for another request that has claimed it and not committed yet. */
export async function insertKey(trx: Trx, { now, ...claim }: KeyClaim): Promise<boolean> {
  const inserted = await trx
    .insert(idempotencyKeys)
    .values({ ...claim, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return inserted.length > 0
}

/** What is known of a key that was used before, locked until the end of the transaction. */
export async function lockKey(trx: Trx, claim: KeyClaim) {
  const { orderId, response, lockedUntil, requestHash } = idempotencyKeys
  const sameRequest = eq(requestHash, claim.requestHash).mapWith(Boolean)
  const [row] = await trx
    .select({ orderId, response, lockedUntil, sameRequest })
    .from(idempotencyKeys)
    .where(ofUser(claim))
    .for('no key update')
  return row
}

/** The first answer, which every replay repeats. It is written once. */
export async function storeAnswer(db: Db, key: KeyOfUser, order: Order): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ response: order })
    .where(and(ofUser(key), isNull(idempotencyKeys.response)))
}
// #endregion

function ofUser({ userId, key }: KeyOfUser): SQL | undefined {
  return and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key))
}
