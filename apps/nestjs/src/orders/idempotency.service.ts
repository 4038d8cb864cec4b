import { createHash } from 'node:crypto'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { DomainError } from '../problems.ts'
import { IdempotencyKeysRepository, type KeyClaim } from './idempotency-keys.repository.ts'
import { OrdersRepository } from './orders.repository.ts'

@Injectable()
export class IdempotencyService {
  constructor(
    private readonly keys: IdempotencyKeysRepository,
    private readonly orders: OrdersRepository,
  ) {}

  // #region place-order
  /**
   * Claims a key for an order. It is part of that order's transaction: a request that fails leaves no claim (IDEM-3).
   * Where the key was used before, returns the order of the first request as it was answered, or throws
   * `idempotency_key_reused` or `idempotency_in_progress`.
   */
  async claimKey(manager: EntityManager, claim: KeyClaim): Promise<Order | undefined> {
    if (await this.keys.insertKey(manager, claim)) return undefined
    const first = await this.keys.lockKey(manager, claim)
    if (first && !first.requestHash.equals(claim.requestHash)) {
      throw new DomainError({ code: 'idempotency_key_reused' })
    }
    if (first?.response) return first.response
    // The first request is in flight, or was cut off after its commit: then its order is settled by the worker.
    const order = first?.orderId ? await this.orders.findOrder(first.orderId, manager) : undefined
    if (!first || !order || (order.status === 'pending' && first.lockedUntil > claim.now)) {
      throw new DomainError({ code: 'idempotency_in_progress', retryAfterSeconds: 1 })
    }
    await this.keys.storeAnswer(claim, order, manager)
    return order
  }

  storeAnswer(claim: KeyClaim, order: Order): Promise<void> {
    return this.keys.storeAnswer(claim, order)
  }
  // #endregion
}

/**
 * Requests are the same when they mean the same (IDEM-1): what is hashed is the parsed request, whose properties the
 * schema has put in its own order.
 */
export function hashOf(request: PlaceOrder): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest()
}
