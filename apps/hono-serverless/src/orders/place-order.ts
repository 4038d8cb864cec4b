import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import type { Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { findOffers } from '../products/offers.queries.ts'
import { takeStock } from '../products/stock.queries.ts'
import { storeAnswer } from './idempotency.queries.ts'
import { claimKey, hashOf } from './idempotency.ts'
import { leaseEnd } from './lease.ts'
import { type Draft, newOrder } from './new-order.ts'
import { appendEvents } from './order-events.queries.ts'
import { insertOrder } from './orders.queries.ts'
import { price } from './pricing.ts'
import { type SettleDeps, settleNow } from './settle.ts'
import { rejectOrder } from './transitions.ts'

interface Deps extends SettleDeps {
  newId: () => string
}

interface Placing {
  userId: string
  request: PlaceOrder
  idempotencyKey: string | undefined
  trace: Trace | undefined
}

/** The answer has to come within 3 s (ORD-1): what is not settled by then is left to the schedule. */
const settleWithinMilliseconds = 1500

// #region place-order
export async function placeOrder(
  deps: Deps,
  { userId, request, idempotencyKey: key, trace }: Placing,
): Promise<{ order: Order; replayed: boolean }> {
  const { db, clock, newId } = deps
  const draft: Draft = { id: newId(), userId, request, now: clock() }
  const claim = key === undefined ? undefined : await claimOf(draft, key)

  const placed = await db.transaction(async (trx) => {
    const earlier = claim && (await claimKey(trx, claim))
    return earlier ? { order: earlier, replayed: true } : { order: await write(trx, draft), replayed: false }
  })
  if (placed.replayed) return placed

  // Outside of the transaction: while the gateway takes its time, nothing is locked.
  const order = await pay(deps, placed.order, { token: request.payment.token, trace })
  if (claim) await storeAnswer(db, claim, order)
  return { order, replayed: false }
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

async function pay(
  deps: SettleDeps,
  order: Order,
  { token, trace }: { token: string; trace: Trace | undefined },
): Promise<Order> {
  if (order.status !== 'pending') return order
  const call = { signal: AbortSignal.timeout(settleWithinMilliseconds), retries: true, trace }
  const due = { type: 'charge', id: order.id, attempts: 0, total: order.total, token } as const
  return (await settleNow(deps, due, call)) ?? order
}

async function claimOf({ id, userId, request, now }: Draft, key: string) {
  return { userId, key, requestHash: await hashOf(request), orderId: id, now, lockedUntil: leaseEnd(now) }
}
