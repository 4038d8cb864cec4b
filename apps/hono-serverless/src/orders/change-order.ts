import { merge } from '@backend-rosetta/contract/merge'
import type { Order, ShipOrder, UpdateOrder } from '@backend-rosetta/contract/orders'
import type { Db } from '../db/database.ts'
import { type By, lockFor } from './order-access.ts'
import { appendEvents } from './order-events.queries.ts'
import { updateOrder as writeOrder } from './orders.queries.ts'

interface Deps {
  db: Db
  clock: () => Date
}

// #region update-order
export function updateOrder(
  { db, clock }: Deps,
  id: string,
  { shippingAddress, notes, ...by }: By & UpdateOrder,
): Promise<Order> {
  return db.transaction(async (trx) => {
    const { order } = await lockFor(trx, id, { action: 'update', ...by })
    const address = merge(order.shippingAddress, shippingAddress ?? {})
    const after = merge(order, { shippingAddress: address, notes })
    const changed = detailNames.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(order[name]))
    if (changed.length === 0) return order

    const now = clock()
    const event = { type: 'order.updated', data: { changed } } as const
    await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
    return writeOrder(trx, order, { shippingAddress: address, notes: after.notes, now })
  })
}
// #endregion

// #region ship-order
export function shipOrder(
  { db, clock }: Deps,
  id: string,
  { carrier, trackingNumber, ...by }: By & ShipOrder,
): Promise<Order> {
  return db.transaction(async (trx) => {
    const { order } = await lockFor(trx, id, { action: 'ship', ...by })
    const now = clock()
    const event = { type: 'order.shipped', data: { carrier, trackingNumber } } as const
    await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
    const shipment = { shipmentCarrier: carrier, shipmentTrackingNumber: trackingNumber, shippedAt: now }
    return writeOrder(trx, order, { status: 'shipped', ...shipment, now })
  })
}
// #endregion

// #region deliver-order
export function deliverOrder({ db, clock }: Deps, id: string, by: By): Promise<Order> {
  return db.transaction(async (trx) => {
    const { order } = await lockFor(trx, id, { action: 'deliver', ...by })
    const now = clock()
    const event = { type: 'order.delivered', data: {} } as const
    await appendEvents(trx, { orderId: id, at: now, actorId: by.user.id, events: [event] })
    return writeOrder(trx, order, { status: 'delivered', now })
  })
}
// #endregion

const detailNames = ['shippingAddress', 'notes'] as const
