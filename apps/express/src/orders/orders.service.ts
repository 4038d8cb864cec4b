import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type { ListOrdersQuery, Order, ShipOrder, UpdateOrder } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import type { Db } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import { type Change, lockFor, mayRead } from './order-access.ts'
import { appendEvents, listEvents, type StoredEvent } from './order-events.repository.ts'
import * as orders from './orders.repository.ts'

interface Deps {
  db: Db
  clock: () => Date
}

type By = Omit<Change, 'action'>

export type OrderService = ReturnType<typeof createOrderService>

export function createOrderService({ db, clock }: Deps) {
  async function getOrder(id: string, user: User): Promise<Order> {
    const order = isId(id) ? await orders.findOrder(db, id) : undefined
    if (!order || !mayRead(user, order)) throw notFound()
    return order
  }

  return {
    // #region list-orders
    /** A page of the orders that the user may see, and the position after which the next one starts (LIST-2). */
    async listOrders(
      user: User,
      query: OrderQuery,
    ): Promise<{ items: Order[]; position: orders.OrderPosition | null }> {
      const { limit, status, from, to, after } = query
      const userId = user.role === 'admin' ? query.userId : user.id
      if (user.role !== 'admin' && (query.userId ?? user.id) !== user.id)
        throw new DomainError({ code: 'forbidden' })
      if (userId !== undefined && !isId(userId)) return { items: [], position: null }

      const found = await orders.listOrders(db, { userId, status, from, to, after, limit: limit + 1 })
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      return { items, position: last ? { createdAt: new Date(last.createdAt), id: last.id } : null }
    },
    // #endregion

    // #region get-order
    getOrder,
    // #endregion

    // #region list-order-events
    async listOrderEvents(id: string, user: User, after = 0): Promise<History> {
      // The order first: of an order that is over by then, no event can be missed.
      const order = await getOrder(id, user)
      return { events: await listEvents(db, id, after), over: isOver(order) }
    },
    // #endregion

    // #region update-order
    updateOrder(id: string, { shippingAddress, notes }: UpdateOrder, by: By): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lockFor(trx, id, { action: 'update', ...by })
        const before = { shippingAddress: order.shippingAddress, notes: order.notes }
        const after = merge(before, {
          shippingAddress: merge(before.shippingAddress, shippingAddress ?? {}),
          notes,
        })
        const changed = detailNames.filter((name) => !isDeepStrictEqual(after[name], before[name]))
        if (changed.length === 0) return order

        const now = clock()
        const event = { type: 'order.updated', data: { changed } } as const
        await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
        const columns = { shipping_address: JSON.stringify(after.shippingAddress), notes: after.notes }
        return orders.updateOrder(trx, order, { ...columns, now })
      })
    },
    // #endregion

    // #region ship-order
    shipOrder(id: string, { carrier, trackingNumber }: ShipOrder, by: By): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lockFor(trx, id, { action: 'ship', ...by })
        const now = clock()
        const event = { type: 'order.shipped', data: { carrier, trackingNumber } } as const
        await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
        const shipment = {
          shipment_carrier: carrier,
          shipment_tracking_number: trackingNumber,
          shipped_at: now,
        }
        return orders.updateOrder(trx, order, { status: 'shipped', ...shipment, now })
      })
    },
    // #endregion

    // #region deliver-order
    deliverOrder(id: string, by: By): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lockFor(trx, id, { action: 'deliver', ...by })
        const now = clock()
        const event = { type: 'order.delivered', data: {} } as const
        await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
        return orders.updateOrder(trx, order, { status: 'delivered', now })
      })
    },
    // #endregion
  }
}

interface OrderQuery extends Omit<ListOrdersQuery, 'cursor'> {
  after: orders.OrderPosition | undefined
}

const detailNames = ['shippingAddress', 'notes'] as const

interface History {
  events: StoredEvent[]
  /** Whether nothing more can come (LIVE-1). */
  over: boolean
}

function isOver({ status, payment }: Order): boolean {
  if (status === 'cancelled') return payment.status !== 'refund_pending'
  return status === 'rejected' || status === 'delivered'
}
