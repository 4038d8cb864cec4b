import type { Order } from '@backend-rosetta/contract/orders'
import type { Db, Trx } from '../db/database.ts'

export interface KeyOfUser {
  userId: string
  key: string
}

export interface KeyClaim extends KeyOfUser {
  requestHash: Buffer
  orderId: string
  now: Date
  /** Until then the request that made the claim is in flight. */
  lockedUntil: Date
}

// #region place-order
/** Whether the key is new. Waits for another request that has claimed it and not committed yet. */
export async function insertKey(trx: Trx, claim: KeyClaim): Promise<boolean> {
  const inserted = await trx
    .insertInto('idempotency_keys')
    .values({
      user_id: claim.userId,
      key: claim.key,
      request_hash: claim.requestHash,
      order_id: claim.orderId,
      response: null,
      locked_until: claim.lockedUntil,
      created_at: claim.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return inserted !== undefined
}

/** What is known of a key that was used before, locked until the end of the transaction. */
export function lockKey(trx: Trx, { userId, key }: KeyOfUser) {
  return trx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'order_id', 'response', 'locked_until'])
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** The first answer, which every replay repeats. It is written once. */
export async function storeAnswer(db: Db, { userId, key }: KeyOfUser, order: Order): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ response: JSON.stringify(order) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('response', 'is', null)
    .execute()
}
// #endregion
