import { createHash } from 'node:crypto'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { ConcurrencyError } from '../event-store/event-store.ts'
import { DomainError } from '../problems.ts'

export interface KeyedRequest {
  userId: string
  key: string
  request: PlaceOrder
}

// #region place-order
/** The first answer to this key, if there was one. Throws `idempotency_key_reused` where it was for another body. */
export async function findAnswer(
  trx: Trx,
  { userId, key, request }: KeyedRequest,
): Promise<Order | undefined> {
  const [first] = await trx.query<{ hash: Buffer; response: Order }>(sql`
    select request_hash as hash, response from ordering.idempotency_keys
    where user_id = ${userId} and key = ${key}`)
  if (first && !first.hash.equals(hashOf(request))) throw new DomainError({ code: 'idempotency_key_reused' })
  return first?.response
}

/**
 * Claims the key, with the answer that every replay repeats, in the transaction of the order: what fails leaves no
 * claim (IDEM-3). A rival that is about to do the same waits here for the first of them to commit. Then it has to
 * begin again, and finds the answer.
 */
export async function claimKey(
  trx: Trx,
  { userId, key, request }: KeyedRequest,
  order: Order,
): Promise<void> {
  const claimed = await trx.query(sql`
    insert into ordering.idempotency_keys (user_id, key, request_hash, order_id, response, created_at)
    values (${userId}, ${key}, ${hashOf(request)}, ${order.id}, ${JSON.stringify(order)}, ${order.createdAt})
    on conflict (user_id, key) do nothing
    returning key`)
  if (claimed.length === 0) throw new ConcurrencyError()
}
// #endregion

/**
 * Requests are the same when they mean the same (IDEM-1): what is hashed is the parsed request, whose properties the
 * schema has put in its own order.
 */
function hashOf(request: PlaceOrder): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest()
}
