import { isDeepStrictEqual } from 'node:util'
import { canTransition, type OrderAction } from '@backend-rosetta/contract/lifecycle'
import { merge } from '@backend-rosetta/contract/merge'
import { cancelOrderSchema, shipOrderSchema, updateOrderSchema } from '@backend-rosetta/contract/orders'
import { type Answer, jsonType, Refusal, resourceAnswer } from './answer.ts'
import { type Call, callerOf, checkVersion, isKnown, notFound, requireIfMatch } from './call.ts'
import { etagOfResource, eventTemplate, orderTemplate } from './resources.ts'
import { bump, type Order } from './state.ts'
import { OneOf } from './template.ts'

/** ORD-4, VER-1. */
export function getOrder(call: Call): Answer {
  const order = readable(call)
  const etag = etagOfResource(order)
  if (isKnown(call, etag)) return { status: 304, headers: { etag } }
  return resourceAnswer(200, order, orderTemplate(order))
}

/** ORD-7. */
export function listOrderEvents(call: Call): Answer {
  const items = readable(call).history.map(eventTemplate)
  return { status: 200, headers: { 'content-type': jsonType }, body: { items } }
}

/** ORD-5, VER-3. */
export function updateOrder(call: Call): Answer {
  const { shippingAddress = {}, notes } = updateOrderSchema.parse(call.body)
  requireIfMatch(call)
  const order = changeable(call, 'update')
  const before = { shippingAddress: order.shippingAddress, notes: order.notes }
  const after = merge(before, { shippingAddress: merge(before.shippingAddress, shippingAddress), notes })
  const changed = (['shippingAddress', 'notes'] as const).filter(
    (name) => !isDeepStrictEqual(after[name], before[name]),
  )
  if (changed.length > 0) {
    Object.assign(order, after)
    record(call, order, { type: 'order.updated', data: { changed } })
  }
  return resourceAnswer(200, order, orderTemplate(order))
}

/** ORD-6, PAY-3: the stock comes back at once, the money soon. */
export function cancelOrder(call: Call): Answer {
  const { reason } = cancelOrderSchema.parse(call.body)
  const order = changeable(call, 'cancel')
  const by = order.userId === callerOf(call).user.id ? 'customer' : 'admin'
  order.cancellation = { reason, by }
  order.status = 'cancelled'
  record(call, order, { type: 'order.cancelled', data: { reason, by } })
  for (const { productId, quantity } of order.items) {
    const product = call.state.products.find(({ id }) => id === productId)
    if (!product) continue
    product.stock += quantity
    bump(product)
  }
  const body = {
    ...orderTemplate(order),
    payment: { status: new OneOf('refund_pending', 'refunded') },
  }
  const answer = { ...resourceAnswer(200, order, body), settles: order.id }
  order.payment = 'refunded'
  order.history.push({ type: 'payment.refunded', actor: null, data: { amount: order.total } })
  bump(order, 'maybe')
  return answer
}

/** ORD-6. */
export function shipOrder(call: Call): Answer {
  const shipment = shipOrderSchema.parse(call.body)
  const order = changeable(call, 'ship')
  order.status = 'shipped'
  order.shipment = shipment
  record(call, order, { type: 'order.shipped', data: shipment })
  return resourceAnswer(200, order, orderTemplate(order))
}

/** ORD-6. */
export function deliverOrder(call: Call): Answer {
  const order = changeable(call, 'deliver')
  order.status = 'delivered'
  record(call, order, { type: 'order.delivered', data: {} })
  return resourceAnswer(200, order, orderTemplate(order))
}

function record(call: Call, order: Order, event: Pick<Order['history'][number], 'type' | 'data'>): void {
  bump(order)
  order.history.push({ ...event, actor: callerOf(call).user.id })
}

/** ORD-4: what somebody may not read does not exist for them. */
function readable(call: Call): Order {
  const { user } = callerOf(call)
  const order = call.state.orders.find(({ id }) => id === call.parameter)
  if (!order || (user.role !== 'admin' && order.userId !== user.id)) throw notFound()
  return order
}

/** Existence, version and rules, in the order of HTTP-12. */
function changeable(call: Call, action: OrderAction): Order {
  const order = readable(call)
  checkVersion(call, order)
  const { status: from } = order
  if (!canTransition(from, action)) throw new Refusal('invalid_order_transition', { from, action })
  return order
}
