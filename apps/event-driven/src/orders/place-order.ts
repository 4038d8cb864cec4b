import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Db, Trx } from '../db/database.ts'
import { optimistically } from '../event-store/optimistically.ts'
import { isId } from '../ids.ts'
import { preparePayment } from '../payments/charges.ts'
import { findOffers } from '../products/products.queries.ts'
import { claimKey, findAnswer } from './idempotency.ts'
import { type Context, metadataOf, type OrderEvent } from './order-events.ts'
import { saveOrder } from './order-repository.ts'
import type { OrderSignals } from './order-signals.ts'
import { type Priced, price } from './pricing.ts'

export interface OrderDeps {
  db: Db
  clock: () => Date
  newId: () => string
  signals: OrderSignals
}

export interface Placing {
  userId: string
  request: PlaceOrder
  idempotencyKey: string | undefined
  context: Context
}

export interface Placed {
  order: Order
  /** Whether it was placed before, by a request with the same key. */
  replayed: boolean
}

// #region place-order
/** The order is pending: whether there is enough in stock and the card is good, the workers find out. */
export function placeOrder(deps: OrderDeps, { idempotencyKey: key, ...placing }: Placing): Promise<Placed> {
  const keyed = key === undefined ? undefined : { key, ...placing }
  return optimistically(deps.db, async (trx) => {
    const answer = keyed && (await findAnswer(trx, keyed))
    if (answer) return { order: answer, replayed: true }
    const order = await place(trx, deps, placing)
    if (keyed) await claimKey(trx, keyed, order)
    return { order, replayed: false }
  })
}

async function place(trx: Trx, { clock, newId }: OrderDeps, placing: Omit<Placing, 'idempotencyKey'>) {
  const { userId, request, context } = placing
  const orderId = newId()
  const ids = request.items.map(({ productId }) => productId).filter(isId)
  const placed = placedEvent(placing, price(request.items, await findOffers(trx, ids)))
  // The token goes to those who charge, and to nobody else.
  await preparePayment(trx, { orderId, token: request.payment.token })
  const metadata = metadataOf(userId, context)
  const change = { orderId, before: undefined, events: [placed], metadata, now: clock(), newId }
  return (await saveOrder(trx, change)).order
}

function placedEvent({ userId, request }: Pick<Placing, 'userId' | 'request'>, priced: Priced): OrderEvent {
  const { line2 = null, ...address } = request.shippingAddress
  const { items, total } = priced
  const shippingAddress = { ...address, line2 }
  return {
    type: 'order.placed',
    data: { userId, items, total, shippingAddress, notes: request.notes ?? null },
  }
}
// #endregion
