import { idempotencyKeyHeader, lastEventIdHeader } from '@backend-rosetta/contract/headers'
import {
  cancelOrderSchema,
  listOrdersQuery,
  orderListSchema,
  orderSchema,
  placeOrderSchema,
  shipOrderSchema,
  updateOrderSchema,
} from '@backend-rosetta/contract/orders'
import { emptyBodySchema } from '@backend-rosetta/contract/text'
import accepts from '@fastify/accepts'
import type { FastifyRequest } from 'fastify'
import { type Access, authOf } from '../auth/access.ts'
import { ifMatch, requireIfMatch } from '../http/etags.ts'
import { toKeysetPage } from '../http/pages.ts'
import { byId, type Routes } from '../http/validation.ts'
import { cancelOrder } from './cancel-order.ts'
import { deliverOrder, shipOrder, updateOrder } from './change-order.ts'
import type { CursorCodec } from './cursor.ts'
import type { EventStreams } from './event-streams.ts'
import { getOrder, listOrderEvents, listOrders } from './orders.queries.ts'
import { type OrderDeps, placeOrder } from './place-order.ts'

interface Options extends OrderDeps {
  access: Access
  cursors: CursorCodec
  eventStreams: EventStreams
}

const theOrder = { 200: orderSchema }

/** Commands go to the write side, queries to the read model; what is between them, no route knows. */
export const orderRoutes: Routes<Options> = async (app, { access, cursors, eventStreams, ...deps }) => {
  await app.register(accepts)
  app.addHook('preValidation', access.user)
  app.addHook('preClose', async () => eventStreams.stop())

  // #region place-order
  app.post(
    '',
    { schema: { headers: idempotencyKeyHeader, body: placeOrderSchema, response: { 201: orderSchema } } },
    async (request, reply) => {
      const { order, replayed } = await placeOrder(deps, {
        userId: authOf(request).user.id,
        request: request.body,
        idempotencyKey: request.headers['idempotency-key'],
        context: contextOf(request),
      })
      if (replayed) reply.header('Idempotency-Replayed', 'true')
      return reply.code(201).header('Location', `/api/v1/orders/${order.id}`).send(order)
    },
  )
  // #endregion

  // #region list-orders
  const querystring = listOrdersQuery.extend({ cursor: cursors.schema })
  app.get('', { schema: { querystring, response: { 200: orderListSchema } } }, async (request, reply) => {
    const { cursor: after, ...query } = request.query
    const { items, position } = await listOrders(deps.db, authOf(request).user, { ...query, after })
    return toKeysetPage(items, position && cursors.encode(position), reply)
  })
  // #endregion

  // #region get-order
  app.get('/:id', { schema: { params: byId, response: theOrder } }, async (request) =>
    getOrder(deps.db, request.params.id, authOf(request).user),
  )
  // #endregion

  // #region update-order
  app.patch(
    '/:id',
    {
      preHandler: requireIfMatch,
      schema: { params: byId, body: updateOrderSchema, response: theOrder },
    },
    async (request) => updateOrder(deps, { id: request.params.id, changes: request.body, ...by(request) }),
  )
  // #endregion

  // #region cancel-order
  app.post(
    '/:id/cancel',
    { schema: { params: byId, body: cancelOrderSchema, response: theOrder } },
    async (request) => cancelOrder(deps, { id: request.params.id, ...request.body, ...by(request) }),
  )
  // #endregion

  // #region ship-order
  app.post(
    '/:id/ship',
    {
      preValidation: access.adminOnly,
      schema: { params: byId, body: shipOrderSchema, response: theOrder },
    },
    async (request) => shipOrder(deps, { id: request.params.id, ...request.body, ...by(request) }),
  )
  // #endregion

  // #region deliver-order
  app.post(
    '/:id/deliver',
    {
      preValidation: access.adminOnly,
      schema: { params: byId, body: emptyBodySchema, response: theOrder },
    },
    async (request) => deliverOrder(deps, { id: request.params.id, ...by(request) }),
  )
  // #endregion

  // #region list-order-events
  app.get('/:id/events', { schema: { params: byId, headers: lastEventIdHeader } }, async (request, reply) => {
    const { id } = request.params
    const { user } = authOf(request)
    if (request.accepts().type(['application/json', 'text/event-stream']) !== 'text/event-stream') {
      const { events } = await listOrderEvents(deps.db, id, user)
      return { items: events }
    }
    await getOrder(deps.db, id, user)
    reply.headers({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    if (request.method === 'HEAD') return reply.send()
    const after = Number(request.headers['last-event-id'] ?? 0)
    return reply.send(eventStreams.follow(reply, { orderId: id, after }))
  })
  // #endregion
}

/** Who sends a command, for which version of the order. */
function by(request: FastifyRequest) {
  return { user: authOf(request).user, guard: ifMatch(request), context: contextOf(request) }
}

/** What the events of a command remember of the request. */
function contextOf({ id, traceparent }: FastifyRequest) {
  return { correlationId: id, traceparent }
}
