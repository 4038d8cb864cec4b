import { idempotencyKeyHeader, lastEventIdHeader } from '@backend-rosetta/contract/headers'
import { keysetLinks } from '@backend-rosetta/contract/links'
import {
  cancelOrderSchema,
  listOrdersQuery,
  placeOrderSchema,
  shipOrderSchema,
  updateOrderSchema,
} from '@backend-rosetta/contract/orders'
import { emptyBodySchema } from '@backend-rosetta/contract/text'
import type { Request, Response } from 'express'
import * as z from 'zod'
import { authOf } from '../auth/authenticate.ts'
import { setLinks } from '../http/pages.ts'
import { parseRequest } from '../http/parse-request.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendCreated, sendIfChanged, sendResource } from '../http/resources.ts'
import type { CancelOrderService } from './cancel-order.service.ts'
import type { CursorCodec } from './cursor.ts'
import type { EventStreams } from './event-streams.ts'
import type { OrderService } from './orders.service.ts'
import type { PlaceOrderService } from './place-order.service.ts'

const placeOrderRequest = z.object({ header: idempotencyKeyHeader, body: placeOrderSchema })
const updateOrderRequest = z.object({ body: updateOrderSchema })
const cancelOrderRequest = z.object({ body: cancelOrderSchema })
const shipOrderRequest = z.object({ body: shipOrderSchema })
const deliverOrderRequest = z.object({ body: emptyBodySchema })
const listOrderEventsRequest = z.object({ header: lastEventIdHeader })

interface Deps {
  orders: OrderService
  placeOrder: PlaceOrderService
  cancelOrder: CancelOrderService
  cursors: CursorCodec
  eventStreams: EventStreams
}

type ById = Request<{ id: string }>

export type OrderController = ReturnType<typeof createOrderController>

export function createOrderController({ orders, placeOrder, cancelOrder, cursors, eventStreams }: Deps) {
  const listOrdersRequest = z.object({ query: listOrdersQuery.extend({ cursor: cursors.schema }) })

  return {
    // #region place-order
    async placeOrder(req: Request, res: Response) {
      const { header, body } = parseRequest(placeOrderRequest, req)
      const { order, replayed } = await placeOrder({
        userId: authOf(req).user.id,
        request: body,
        idempotencyKey: header['Idempotency-Key'],
        trace: req.trace,
      })
      if (replayed) res.set('Idempotency-Replayed', 'true')
      sendCreated(res, `/api/v1/orders/${order.id}`, order)
    },
    // #endregion

    // #region list-orders
    async listOrders(req: Request, res: Response) {
      const { cursor: after, ...query } = parseRequest(listOrdersRequest, req).query
      const { items, position } = await orders.listOrders(authOf(req).user, { ...query, after })
      const nextCursor = position && cursors.encode(position)
      setLinks(res, keysetLinks(req.originalUrl, nextCursor))
      res.json({ items, nextCursor })
    },
    // #endregion

    // #region get-order
    async getOrder(req: ById, res: Response) {
      sendIfChanged(req, res, await orders.getOrder(req.params.id, authOf(req).user))
    },
    // #endregion

    // #region update-order
    async updateOrder(req: ById, res: Response) {
      const { body } = parseRequest(updateOrderRequest, req)
      const change = { user: authOf(req).user, guard: requireIfMatch(req) }
      sendResource(res, await orders.updateOrder(req.params.id, body, change))
    },
    // #endregion

    // #region cancel-order
    async cancelOrder(req: ById, res: Response) {
      const { body } = parseRequest(cancelOrderRequest, req)
      const change = { user: authOf(req).user, guard: ifMatch(req), trace: req.trace }
      sendResource(res, await cancelOrder(req.params.id, body, change))
    },
    // #endregion

    // #region ship-order
    async shipOrder(req: ById, res: Response) {
      const { body } = parseRequest(shipOrderRequest, req)
      const change = { user: authOf(req).user, guard: ifMatch(req) }
      sendResource(res, await orders.shipOrder(req.params.id, body, change))
    },
    // #endregion

    // #region deliver-order
    async deliverOrder(req: ById, res: Response) {
      parseRequest(deliverOrderRequest, req)
      const change = { user: authOf(req).user, guard: ifMatch(req) }
      sendResource(res, await orders.deliverOrder(req.params.id, change))
    },
    // #endregion

    // #region list-order-events
    async listOrderEvents(req: ById, res: Response) {
      const { header } = parseRequest(listOrderEventsRequest, req)
      const { id } = req.params
      if (req.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') {
        await orders.getOrder(id, authOf(req).user)
        await eventStreams.send(req, res, { orderId: id, after: Number(header['Last-Event-ID'] ?? 0) })
        return
      }
      const { events } = await orders.listOrderEvents(id, authOf(req).user)
      res.json({ items: events })
    },
    // #endregion
  }
}
