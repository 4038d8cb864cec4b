import { type PlaceOrder, placeOrderSchema } from '@backend-rosetta/contract/orders'
import type { Fault } from '@backend-rosetta/contract/problems'
import { type Answer, faultsRefusal, jsonType } from './answer.ts'
import { type Call, callerOf } from './call.ts'
import { replay, useKey } from './idempotency.ts'
import { etagOfResource, now, orderTemplate } from './resources.ts'
import { bump, type Order, type OrderItem, type State } from './state.ts'
import { symbolOf } from './symbols.ts'
import { instant, OneOf, prose, VersionNumber } from './template.ts'

/** What the gateway knows and charges. Every other token is declined (ORD-1). */
export const goodTokens: readonly string[] = [
  'tok_ok',
  'tok_slow',
  'tok_flaky',
  'tok_lost_reply',
  'tok_timeout_once',
]

/** ORD-1, ORD-2, ORD-3, IDEM-1. */
export function placeOrder(call: Call): Answer {
  const { state, key, body } = call
  const request = placeOrderSchema.parse(body)
  const earlier = replay(call, JSON.stringify(request))
  if (earlier) return earlier
  const { user } = callerOf(call)
  const items = pricedItems(state, request)
  const { line2 = null, ...address } = request.shippingAddress
  const order: Order = {
    name: key,
    id: symbolOf('order', key),
    userId: user.id,
    status: 'pending',
    items,
    total: { amount: sum(items), currency: items[0]?.unitPrice.currency ?? 'EUR' },
    payment: 'pending',
    shippingAddress: { ...address, line2 },
    notes: request.notes ?? null,
    rejection: null,
    cancellation: null,
    shipment: null,
    createdAt: now(state),
    version: { number: 1, rank: 1 },
    history: [],
  }
  order.history.push({ type: 'order.placed', actor: user.id, data: { total: order.total } })
  state.orders.push(order)
  useKey(call, order, JSON.stringify(request))
  const answer = answerOf(order)
  settle(state, order, request.payment.token)
  return answer
}

/** ORD-1: `pending` or already settled, and the runner waits until it is. */
function answerOf(order: Order): Answer {
  const either = (...options: ConstructorParameters<typeof OneOf>) => new OneOf(...options)
  return {
    status: 201,
    headers: {
      'content-type': jsonType,
      etag: etagOfResource(order),
      location: `/api/v1/orders/${order.id}`,
      'idempotency-replayed': null,
    },
    body: {
      ...orderTemplate(order),
      status: either('pending', 'confirmed', 'rejected'),
      payment: { status: either('pending', 'captured', 'declined', 'none') },
      rejection: either(null, { code: either('insufficient_stock', 'payment_declined'), message: prose }),
      updatedAt: instant,
      version: new VersionNumber(etagOfResource(order).slice(1, -1)),
    },
    settles: order.id,
  }
}

/** What the system does with it: the lifecycle's first two lines. The stock comes first: what is not there is not sold. */
function settle(state: State, order: Order, token: string): void {
  const products = order.items.map(({ productId, quantity }) => ({
    product: state.products.find(({ id }) => id === productId),
    quantity,
  }))
  const isThere = products.every(({ product, quantity }) => (product?.stock ?? 0) >= quantity)
  const isPaid = goodTokens.includes(token.split('.')[0] ?? '')
  for (const { product, quantity } of products) {
    if (!product) continue
    if (isThere && isPaid) product.stock -= quantity
    bump(product, isThere && isPaid ? 'certainly' : 'maybe')
  }
  bump(order, 'maybe')
  if (isThere && isPaid) confirm(order)
  else reject(order, isThere ? 'payment_declined' : 'insufficient_stock')
}

function confirm(order: Order): void {
  Object.assign(order, { status: 'confirmed', payment: 'captured' })
  order.history.push({ type: 'payment.captured', actor: null, data: { amount: order.total } })
  order.history.push({ type: 'order.confirmed', actor: null, data: {} })
}

function reject(order: Order, code: 'payment_declined' | 'insufficient_stock'): void {
  const isDeclined = code === 'payment_declined'
  Object.assign(order, { status: 'rejected', payment: isDeclined ? 'declined' : 'none', rejection: code })
  if (isDeclined) order.history.push({ type: 'payment.declined', actor: null, data: {} })
  order.history.push({ type: 'order.rejected', actor: null, data: { code } })
}

/** ORD-2: the rules that need stored data. */
function pricedItems(state: State, { items }: PlaceOrder): OrderItem[] {
  const faults: Fault[] = []
  const priced = items.flatMap(({ productId, quantity }, index): OrderItem[] => {
    const product = state.products.find(({ id, archived }) => id === productId && !archived)
    if (product) {
      const { sku, name, price } = product
      const lineTotal = { amount: price.amount * quantity, currency: price.currency }
      return [{ productId, sku, name, quantity, unitPrice: { ...price }, lineTotal }]
    }
    faults.push({
      in: 'body',
      pointer: `/items/${index}/productId`,
      code: 'unknown_product',
      message: 'is not there',
    })
    return []
  })
  const currencies = new Set(priced.map(({ unitPrice }) => unitPrice.currency))
  if (currencies.size > 1) {
    faults.push({ in: 'body', pointer: '/items', code: 'mixed_currencies', message: 'has several' })
  }
  if (faults.length > 0) throw faultsRefusal(faults)
  return priced
}

function sum(items: readonly OrderItem[]): number {
  return items.reduce((total, { lineTotal }) => total + lineTotal.amount, 0)
}
