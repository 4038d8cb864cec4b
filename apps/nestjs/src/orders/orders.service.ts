import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type { ListOrdersQuery, Order, ShipOrder, UpdateOrder } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../clock.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import { type Change, mayRead, OrderAccess } from './order-access.ts'
import { OrderEventsRepository, type StoredEvent } from './order-events.repository.ts'
import { type OrderPosition, OrdersRepository } from './orders.repository.ts'
import { toOrder } from './to-order.ts'

type By = Omit<Change, 'action'>

export interface OrderQuery extends Omit<ListOrdersQuery, 'cursor'> {
  cursor: OrderPosition | undefined
}

export interface OrderHistory {
  events: StoredEvent[]
  /** Whether nothing more can come (LIVE-1). */
  over: boolean
}

const detailNames = ['shippingAddress', 'notes'] as const

@Injectable()
export class OrdersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly access: OrderAccess,
    private readonly clock: Clock,
  ) {}

  // #region list-orders
  /** A page of the orders that the user may see, and the position after which the next one starts (LIST-2). */
  async listOrders(
    user: User,
    { cursor: after, limit, ...query }: OrderQuery,
  ): Promise<{ items: Order[]; position: OrderPosition | null }> {
    const userId = user.role === 'admin' ? query.userId : user.id
    if (user.role !== 'admin' && (query.userId ?? user.id) !== user.id)
      throw new DomainError({ code: 'forbidden' })
    if (userId !== undefined && !isId(userId)) return { items: [], position: null }

    const { status, from, to } = query
    const found = await this.orders.listOrders({ userId, status, from, to, after, limit: limit + 1 })
    const items = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, position: last ? { createdAt: new Date(last.createdAt), id: last.id } : null }
  }
  // #endregion

  // #region get-order
  async getOrder(id: string, user: User): Promise<Order> {
    const order = isId(id) ? await this.orders.findOrder(id) : undefined
    if (!order || !mayRead(user, order)) throw notFound()
    return order
  }
  // #endregion

  // #region list-order-events
  async listOrderEvents(id: string, user: User, after = 0): Promise<OrderHistory> {
    // The order first: of an order that is over by then, no event can be missed.
    const order = await this.getOrder(id, user)
    return { events: await this.events.listEvents(id, after), over: isOver(order) }
  }
  // #endregion

  // #region update-order
  updateOrder(id: string, { shippingAddress, notes }: UpdateOrder, by: By): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.access.lockFor(manager, id, { action: 'update', ...by })
      const before = { shippingAddress: order.shippingAddress, notes: order.notes }
      const after = merge(before, {
        shippingAddress: merge(before.shippingAddress, shippingAddress ?? {}),
        notes,
      })
      const changed = detailNames.filter((name) => !isDeepStrictEqual(after[name], before[name]))
      if (changed.length === 0) return toOrder(order)

      const now = this.clock.now()
      const event = { type: 'order.updated', data: { changed } } as const
      await this.events.appendEvents(manager, { orderId: id, at: now, actorId: by.user.id, events: [event] })
      return toOrder(await this.orders.updateOrder(manager, order, { ...after, now }))
    })
  }
  // #endregion

  // #region ship-order
  shipOrder(id: string, { carrier, trackingNumber }: ShipOrder, by: By): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.access.lockFor(manager, id, { action: 'ship', ...by })
      const now = this.clock.now()
      const event = { type: 'order.shipped', data: { carrier, trackingNumber } } as const
      await this.events.appendEvents(manager, { orderId: id, at: now, actorId: by.user.id, events: [event] })
      const shipment = { shipmentCarrier: carrier, shipmentTrackingNumber: trackingNumber, shippedAt: now }
      return toOrder(await this.orders.updateOrder(manager, order, { status: 'shipped', ...shipment, now }))
    })
  }
  // #endregion

  // #region deliver-order
  deliverOrder(id: string, by: By): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.access.lockFor(manager, id, { action: 'deliver', ...by })
      const now = this.clock.now()
      const event = { type: 'order.delivered', data: {} } as const
      await this.events.appendEvents(manager, { orderId: id, at: now, actorId: by.user.id, events: [event] })
      return toOrder(await this.orders.updateOrder(manager, order, { status: 'delivered', now }))
    })
  }
  // #endregion
}

function isOver({ status, payment }: Order): boolean {
  if (status === 'cancelled') return payment.status !== 'refund_pending'
  return status === 'rejected' || status === 'delivered'
}
