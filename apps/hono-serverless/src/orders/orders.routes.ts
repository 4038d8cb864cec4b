import { keysetLinks } from '@backend-rosetta/contract/links'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { every } from 'hono/combine'
import type { Access } from '../auth/authenticate.ts'
import type { AppEnv, UserEnv } from '../context.ts'
import type { Deps } from '../deps.ts'
import { contractRoute } from '../http/contract-route.ts'
import { setLinks, targetOf } from '../http/links.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendCreated, sendIfChanged, sendResource } from '../http/resources.ts'
import { router } from '../http/router.ts'
import { cancelOrder } from './cancel-order.ts'
import { deliverOrder, shipOrder, updateOrder } from './change-order.ts'
import { createCursorCodec } from './cursor.ts'
import { streamEvents } from './event-stream.ts'
import { placeOrder } from './place-order.ts'
import { type CursorEnv, readCursor } from './read-cursor.ts'
import { getHistory, getOrder, listOrders } from './read-orders.ts'
import { settleSoon } from './settle-due.ts'

export function orderRoutes(deps: Deps, access: Access) {
  const cursors = createCursorCodec(deps.env.JWT_SECRET)
  const userWithCursor = every(access.user, readCursor(cursors))

  /** What the rules work with: the database is that of the request. */
  function within(c: Pick<Context<AppEnv>, 'var'>) {
    return { ...deps, db: c.var.db, logger: c.var.log }
  }

  /** What the gateway has not said yet is asked again after the answer, as far as the platform goes on until then. */
  function follow(c: Context<UserEnv>, { payment }: Order): void {
    const isOpen = payment.status === 'pending' || payment.status === 'refund_pending'
    if (isOpen) c.var.waitUntil(settleSoon(within(c)))
  }

  return (
    router()
      // #region place-order
      .openapi(contractRoute('placeOrder', access.user), async (c) => {
        const { order, replayed } = await placeOrder(within(c), {
          userId: c.var.auth.user.id,
          request: c.req.valid('json'),
          idempotencyKey: c.req.valid('header')['Idempotency-Key'],
          trace: c.var.trace,
        })
        if (replayed) c.header('Idempotency-Replayed', 'true')
        else follow(c, order)
        return sendCreated(c, `/api/v1/orders/${order.id}`, order)
      })
      // #endregion

      // #region list-orders
      .openapi(contractRoute<'listOrders', CursorEnv>('listOrders', userWithCursor), async (c) => {
        const query = { ...c.req.valid('query'), after: c.var.after }
        const { items, position } = await listOrders(c.var.db, c.var.auth.user, query)
        const nextCursor = position && (await cursors.encode(position))
        setLinks(c, keysetLinks(targetOf(c), nextCursor))
        return c.json({ items, nextCursor }, 200)
      })
      // #endregion

      // #region get-order
      .openapi(contractRoute('getOrder', access.user), async (c) => {
        return sendIfChanged(c, await getOrder(c.var.db, c.req.valid('param').id, c.var.auth.user))
      })
      // #endregion

      // #region update-order
      .openapi(contractRoute('updateOrder', access.user), async (c) => {
        const change = { ...c.req.valid('json'), user: c.var.auth.user, guard: requireIfMatch(c) }
        return sendResource(c, await updateOrder(within(c), c.req.valid('param').id, change))
      })
      // #endregion

      // #region cancel-order
      .openapi(contractRoute('cancelOrder', access.user), async (c) => {
        const by = { user: c.var.auth.user, guard: ifMatch(c), trace: c.var.trace }
        const cancelling = { ...c.req.valid('json'), ...by }
        const order = await cancelOrder(within(c), c.req.valid('param').id, cancelling)
        follow(c, order)
        return sendResource(c, order)
      })
      // #endregion

      // #region ship-order
      .openapi(contractRoute('shipOrder', access.admin), async (c) => {
        const change = { ...c.req.valid('json'), user: c.var.auth.user, guard: ifMatch(c) }
        return sendResource(c, await shipOrder(within(c), c.req.valid('param').id, change))
      })
      // #endregion

      // #region deliver-order
      .openapi(contractRoute('deliverOrder', access.admin), async (c) => {
        const by = { user: c.var.auth.user, guard: ifMatch(c) }
        return sendResource(c, await deliverOrder(within(c), c.req.valid('param').id, by))
      })
      // #endregion

      // #region list-order-events
      .openapi(contractRoute('listOrderEvents', access.user), async (c) => {
        const orderId = c.req.valid('param').id
        const reading = { orderId, sessionId: c.var.auth.sessionId }
        const supports = ['application/json', 'text/event-stream']
        const type = accepts(c, { header: 'Accept', supports, default: 'application/json' })
        const { events } = await getHistory(c.var.db, reading)
        if (type === 'application/json') return c.json({ items: events }, 200)
        const after = Number(c.req.valid('header')['Last-Event-ID'] ?? 0)
        return streamEvents(c, deps, { orderId, after })
      })
    // #endregion
  )
}
