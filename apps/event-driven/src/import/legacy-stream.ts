import type { StoredEvent } from '../event-store/event-store.ts'
import type { Actor } from '../orders/order-events.ts'
import type { LegacyOrder } from './legacy-orders.ts'

type LegacyEvent = LegacyOrder['events'][number]

// #region import-orders
/**
 * What must have happened for an order to be as the tables have it, with what the old history did not tell of. As a
 * first version of this app would have written it: what has changed since, the upcasters see to.
 */
export function streamOf(order: LegacyOrder): StoredEvent[] {
  const happened = order.events.flatMap((event) => eventsOf(order, event))
  return happened.map((event, index) => ({ ...event, streamId: order.id, version: index + 1 }))
}

function eventsOf(order: LegacyOrder, event: LegacyEvent): Happened[] {
  const own = (data: object) => happened(event, event.type, data)
  const system = (type: string) => happened({ ...event, actor_id: null }, type, {})
  switch (event.type) {
    case 'order.placed':
      return holdsStockAtFirst(order)
        ? [own(placedData(order)), system('stock.reserved')]
        : [own(placedData(order))]
    case 'order.updated': {
      const { shipping_address: shippingAddress, notes } = order
      return [own({ ...event.data, shippingAddress, notes })]
    }
    case 'payment.captured':
      return [own({ ...event.data, chargeId: order.charge_id })]
    case 'payment.declined':
      return [own({}), system('stock.released')]
    case 'order.cancelled': {
      const isVoid = order.payment_status === 'none'
      return [own(event.data), system('stock.released'), ...(isVoid ? [system('payment.voided')] : [])]
    }
    default:
      return [own(event.data)]
  }
}
// #endregion

type Happened = Omit<StoredEvent, 'streamId' | 'version'>

function happened({ at, actor_id: id }: LegacyEvent, type: string, data: object): Happened {
  const actor: Actor = id === null ? { type: 'system', id } : { type: 'user', id }
  const metadata = { actor, correlationId: 'import', causationId: 'import' }
  return { type, schemaVersion: 1, data, metadata, at }
}

function holdsStockAtFirst({ events }: LegacyOrder): boolean {
  return !events.some(({ data }) => data['code'] === 'insufficient_stock')
}

function placedData({ user_id, currency, items, shipping_address, notes, events }: LegacyOrder): object {
  // The tables forget what notes were before they were changed.
  const changed = events.some(({ type }) => type === 'order.updated')
  return {
    userId: user_id,
    currency,
    items,
    shippingAddress: shipping_address,
    notes: changed ? null : notes,
  }
}
