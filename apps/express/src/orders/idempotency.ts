import { createHash } from 'node:crypto'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trx } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import * as keys from './idempotency.repository.ts'
import * as orders from './orders.repository.ts'

/**
 * Requests are the same when they mean the same (IDEM-1): what is hashed is the parsed request, whose properties the
 * schema has put in its own order.
 */
export function hashOf(request: PlaceOrder): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest()
}

// #region place-order
/**
 * Claims a key for an order. It is part of that order's transaction: a request that fails leaves no claim (IDEM-3).
 * Where the key was used before, returns the order of the first request as it was answered, or throws
 * `idempotency_key_reused` or `idempotency_in_progress`.
 */
export async function claimKey(trx: Trx, claim: keys.KeyClaim): Promise<Order | undefined> {
  if (await keys.insertKey(trx, claim)) return undefined
  const first = await keys.lockKey(trx, claim)
  if (first && !first.request_hash.equals(claim.requestHash)) {
    throw new DomainError({ code: 'idempotency_key_reused' })
  }
  if (first?.response) return first.response
  // The first request is in flight, or was cut off after its commit: then its order is settled by the worker.
  const order = first?.order_id ? await orders.findOrder(trx, first.order_id) : undefined
  if (!first || !order || (order.status === 'pending' && first.locked_until > claim.now)) {
    throw new DomainError({ code: 'idempotency_in_progress', retryAfterSeconds: 1 })
  }
  await keys.storeAnswer(trx, claim, order)
  return order
}
// #endregion
