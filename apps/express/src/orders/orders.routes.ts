import { Router } from 'express'
import type { Access } from '../auth/authenticate.ts'
import { otherMethods } from '../http/fallbacks.ts'
import { jsonBody } from '../http/json-body.ts'
import type { OrderController } from './orders.controller.ts'

export function orderRoutes(orders: OrderController, access: Access): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/api/v1/orders')
    // #region list-orders
    .get(access.user, orders.listOrders)
    // #endregion
    // #region place-order
    .post(jsonBody, access.user, orders.placeOrder)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/orders/:id')
    // #region get-order
    .get(access.user, orders.getOrder)
    // #endregion
    // #region update-order
    .patch(jsonBody, access.user, orders.updateOrder)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/orders/:id/cancel')
    // #region cancel-order
    .post(jsonBody, access.user, orders.cancelOrder)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/orders/:id/ship')
    // #region ship-order
    .post(jsonBody, access.admin, orders.shipOrder)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/orders/:id/deliver')
    // #region deliver-order
    .post(jsonBody, access.admin, orders.deliverOrder)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/orders/:id/events')
    // #region list-order-events
    .get(access.user, orders.listOrderEvents)
    // #endregion
    .all(otherMethods)

  return router
}
