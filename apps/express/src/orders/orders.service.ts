import { isDeepStrictEqual } from 'node:util'
import { canTransition, type OrderAction } from '@backend-rosetta/contract/lifecycle'
import type {
  CancelOrder,
  ListOrdersQuery,
  Order,
  ShipOrder,
  UpdateOrder,
} from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import type { Db, Trx } from '../db/database.ts'
import type { Trace } from '../http/trace.ts'
import { isId } from '../ids.ts'
import { merge } from '../merge.ts'
import { DomainError, notFound } from '../problems.ts'
import { giveBackStock } from '../products/stock.repository.ts'
import type { VersionGuard } from '../versions.ts'
import { lateChargeTime, leaseEnd } from './lease.ts'
import { appendEvents, listEvents, type StoredEvent } from './order-events.repository.ts'
import * as orders from './orders.repository.ts'
import type { Settlement } from './settlement.service.ts'

interface Deps {
  db: Db
  settlement: Settlement
  clock: () => Date
}

/** Who changes an order, and which version of it. */
interface Change {
  user: User
  guard: VersionGuard
}

/** After this long a refund is left to the worker. */
const refundWithinMilliseconds = 1500

export type OrderService = ReturnType<typeof createOrderService>

export function createOrderService({ db, settlement, clock }: Deps) {
  /** The order, if this user may do this to it now, locked until the end of the transaction. */
  async function lock(trx: Trx, id: string, action: OrderAction, { user, guard }: Change) {
    const locked = isId(id) ? await orders.lockOrder(trx, id) : undefined
    if (!locked || !mayRead(user, locked.order)) throw notFound()
    const { status: from, version } = locked.order
    if (!guard(version)) throw new DomainError({ code: 'precondition_failed' })
    if (!canTransition(from, action))
      throw new DomainError({ code: 'invalid_order_transition', from, action })
    return locked
  }

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
    updateOrder(id: string, { shippingAddress, notes }: UpdateOrder, by: Change): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lock(trx, id, 'update', by)
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

    // #region cancel-order
    async cancelOrder(
      id: string,
      { reason }: CancelOrder,
      by: Change & { trace: Trace | undefined },
    ): Promise<Order> {
      const now = clock()
      const { order, chargeId } = await db.transaction().execute(async (trx) => {
        const { settleAfter, ...locked } = await lock(trx, id, 'cancel', by)
        const cancelledBy = locked.order.userId === by.user.id ? 'customer' : 'admin'
        await giveBackStock(trx, locked.order.items, now)
        const event = { type: 'order.cancelled', data: { reason, by: cancelledBy } } as const
        await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
        const order = await orders.updateOrder(trx, locked.order, {
          status: 'cancelled',
          payment_status: 'refund_pending',
          stock_reserved: false,
          cancellation_reason: reason,
          cancelled_by: cancelledBy,
          cancelled_at: now,
          settle_after: locked.chargeId === null ? lateChargeTime(now, settleAfter) : leaseEnd(now),
          now,
        })
        return { order, chargeId: locked.chargeId }
      })
      // Whether a pending order was charged is not known yet: the worker finds out.
      if (chargeId === null) return order
      const call = { signal: AbortSignal.timeout(refundWithinMilliseconds), retries: true, trace: by.trace }
      return settlement.settle({ type: 'refund', order, chargeId, attempts: 0 }, call)
    },
    // #endregion

    // #region ship-order
    shipOrder(id: string, { carrier, trackingNumber }: ShipOrder, by: Change): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lock(trx, id, 'ship', by)
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
    deliverOrder(id: string, by: Change): Promise<Order> {
      return db.transaction().execute(async (trx) => {
        const { order } = await lock(trx, id, 'deliver', by)
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

function mayRead(user: User, order: Order): boolean {
  return user.role === 'admin' || order.userId === user.id
}
