import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trx } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import { insertKey, type KeyClaim, lockKey, storeAnswer } from './idempotency.queries.ts'
import { findOrder } from './orders.queries.ts'

/**
 * Requests are the same when they mean the same (IDEM-1): what is hashed is the parsed request, whose properties the
 * schema has put in its own order.
 */
export async function hashOf(request: PlaceOrder): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(JSON.stringify(request))
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

// #region place-order
/**
 * Claims a key for an order, in the database and not in the memory of an instance that may be gone when the request is
 * repeated. It is part of that order's transaction: a request that fails leaves no claim (IDEM-3). Where the key was
 * used before, returns the order of the first request as it was answered, or throws `idempotency_key_reused` or
 * `idempotency_in_progress`.
 */
export async function claimKey(trx: Trx, claim: KeyClaim): Promise<Order | undefined> {
  if (await insertKey(trx, claim)) return undefined
  const first = await lockKey(trx, claim)
  if (first && !first.sameRequest) throw new DomainError({ code: 'idempotency_key_reused' })
  if (first?.response) return first.response
  // The first request is in flight, or was cut off after its commit: then its order is settled by the schedule.
  const order = first?.orderId ? await findOrder(trx, first.orderId) : undefined
  if (!first || !order || (order.status === 'pending' && first.lockedUntil > claim.now)) {
    throw new DomainError({ code: 'idempotency_in_progress', retryAfterSeconds: 1 })
  }
  await storeAnswer(trx, claim, order)
  return order
}
// #endregion
