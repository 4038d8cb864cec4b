import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { Db, Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import type { CallOptions } from '../payments/payment-gateway.ts'
import { findOffers } from '../products/products.repository.ts'
import { takeStock } from '../products/stock.repository.ts'
import { storeAnswer } from './idempotency.repository.ts'
import { claimKey, hashOf } from './idempotency.ts'
import { leaseEnd } from './lease.ts'
import { type Draft, newOrder } from './new-order.ts'
import { appendEvents } from './order-events.repository.ts'
import { insertOrder } from './orders.repository.ts'
import { price } from './pricing.ts'
import type { Settlement } from './settlement.service.ts'
import { rejectOrder } from './transitions.ts'

interface Deps {
  db: Db
  settlement: Settlement
  clock: () => Date
  newId: () => string
}

interface Placing {
  userId: string
  request: PlaceOrder
  idempotencyKey: string | undefined
  trace: Trace | undefined
}

export type PlaceOrderService = ReturnType<typeof createPlaceOrder>

/** The answer has to come within 3 s (ORD-1): what is not settled by then is left to the worker. */
const settleWithinMilliseconds = 1500

export function createPlaceOrder({ db, settlement, clock, newId }: Deps) {
  // #region place-order
  return async function placeOrder(placing: Placing): Promise<{ order: Order; replayed: boolean }> {
    const { userId, request, idempotencyKey: key, trace } = placing
    const draft: Draft = { id: newId(), userId, request, now: clock() }
    const claim = key === undefined ? undefined : claimOf(draft, key)

    const placed = await db.transaction().execute(async (trx) => {
      const earlier = claim && (await claimKey(trx, claim))
      return earlier
        ? { order: earlier, replayed: true }
        : { order: await write(trx, draft), replayed: false }
    })
    if (placed.replayed) return placed

    // Outside of the transaction: while the gateway takes its time, nothing is locked.
    const call = { signal: AbortSignal.timeout(settleWithinMilliseconds), retries: true, trace }
    const order = await settleNow(placed.order, request.payment.token, call)
    if (claim) await storeAnswer(db, claim, order)
    return { order, replayed: false }
  }

  function settleNow(order: Order, token: string, call: CallOptions): Promise<Order> | Order {
    if (order.status !== 'pending') return order
    return settlement.settle({ type: 'charge', order, token, attempts: 0 }, call)
  }

  async function write(trx: Trx, draft: Draft): Promise<Order> {
    const { id, userId, request, now } = draft
    const ids = request.items.map(({ productId }) => productId).filter(isId)
    const priced = price(request.items, await findOffers(trx, ids))
    const order = await insertOrder(trx, newOrder(draft, priced))
    const placed = { type: 'order.placed', data: { total: priced.total } } as const
    await appendEvents(trx, { orderId: id, at: now, actorId: userId, events: [placed] })
    if (await takeStock(trx, request.items, now)) return order
    return rejectOrder(trx, order, { code: 'insufficient_stock', now })
  }
  // #endregion
}

function claimOf({ id, userId, request, now }: Draft, key: string) {
  return { userId, key, requestHash: hashOf(request), orderId: id, now, lockedUntil: leaseEnd(now) }
}
