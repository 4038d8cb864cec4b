import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../clock.ts'
import { Ids } from '../ids.ts'
import type { CallOptions } from '../payments/payment-gateway.ts'
import { hashOf, IdempotencyService } from './idempotency.service.ts'
import { leaseEnd } from './lease.ts'
import type { Draft } from './new-order.ts'
import { OrderWriter } from './order-writer.ts'
import { SettlementService } from './settlement.service.ts'
import { toOrder } from './to-order.ts'

export interface Placing {
  userId: string
  request: PlaceOrder
  idempotencyKey: string | undefined
  trace: Trace | undefined
}

/** The answer has to come within 3 s (ORD-1): what is not settled by then is left to the worker. */
const settleWithinMilliseconds = 1500

@Injectable()
export class PlaceOrderService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyService,
    private readonly writer: OrderWriter,
    private readonly settlement: SettlementService,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  // #region place-order
  async placeOrder(placing: Placing): Promise<{ order: Order; replayed: boolean }> {
    const { userId, request, idempotencyKey: key, trace } = placing
    const draft: Draft = { id: this.ids.next(), userId, request, now: this.clock.now() }
    const claim = key === undefined ? undefined : claimOf(draft, key)

    const { earlier, placed } = await this.dataSource.transaction(async (manager) => {
      const earlier = claim && (await this.idempotency.claimKey(manager, claim))
      return { earlier, placed: earlier ?? toOrder(await this.writer.write(manager, draft)) }
    })
    if (earlier) return { order: earlier, replayed: true }

    // Outside of the transaction: while the gateway takes its time, nothing is locked.
    const call = { signal: AbortSignal.timeout(settleWithinMilliseconds), retries: true, trace }
    const order = await this.settleNow(placed, request.payment.token, call)
    if (claim) await this.idempotency.storeAnswer(claim, order)
    return { order, replayed: false }
  }

  private async settleNow(order: Order, token: string, call: CallOptions): Promise<Order> {
    if (order.status !== 'pending') return order
    const { id: orderId, total } = order
    const settled = await this.settlement.settle({ type: 'charge', orderId, total, token, attempts: 0 }, call)
    return settled ? toOrder(settled) : order
  }
  // #endregion
}

function claimOf({ id, userId, request, now }: Draft, key: string) {
  return { userId, key, requestHash: hashOf(request), orderId: id, now, lockedUntil: leaseEnd(now) }
}
