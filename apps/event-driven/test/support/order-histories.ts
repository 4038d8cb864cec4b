import { fold, type OrderState } from '../../src/orders/order.ts'
import { type OrderEvent, type Recorded, system } from '../../src/orders/order-events.ts'

const orderId = '0192f0c0-0000-7000-8000-000000000001'
const euros = (amount: number) => ({ amount, currency: 'EUR' as const })

const address = {
  name: 'Ada',
  line1: '12 St James’s Square',
  line2: null,
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB' as const,
}

const placed: OrderEvent = {
  type: 'order.placed',
  data: {
    userId: '0192f0c0-0000-7000-8000-000000000002',
    items: [
      {
        productId: '0192f0c0-0000-7000-8000-000000000003',
        sku: 'MUG',
        name: 'Mug',
        quantity: 2,
        unitPrice: euros(1250),
      },
    ],
    total: euros(2500),
    shippingAddress: address,
    notes: null,
  },
}
const reserved: OrderEvent = { type: 'stock.reserved', data: {} }
const released: OrderEvent = { type: 'stock.released', data: {} }
const captured: OrderEvent = { type: 'payment.captured', data: { chargeId: 'ch_1', amount: euros(2500) } }
const declined: OrderEvent = { type: 'payment.declined', data: {} }
const refunded: OrderEvent = { type: 'payment.refunded', data: { amount: euros(2500) } }
const voided: OrderEvent = { type: 'payment.voided', data: {} }
const confirmed: OrderEvent = { type: 'order.confirmed', data: {} }
const cancelled: OrderEvent = { type: 'order.cancelled', data: { reason: 'Not needed', by: 'customer' } }
const shipped: OrderEvent = { type: 'order.shipped', data: { carrier: 'DHL', trackingNumber: '1' } }
const delivered: OrderEvent = { type: 'order.delivered', data: {} }
const refused = (code: 'insufficient_stock' | 'payment_declined'): OrderEvent => ({
  type: 'order.rejected',
  data: { code, message: 'No.' },
})

/** Every place that an order can be in, by what has happened to it. */
export const histories = {
  placed: [placed],
  held: [placed, reserved],
  declined: [placed, reserved, declined],
  confirmed: [placed, reserved, captured, confirmed],
  shipped: [placed, reserved, captured, confirmed, shipped],
  delivered: [placed, reserved, captured, confirmed, shipped, delivered],
  'rejected for stock': [placed, refused('insufficient_stock')],
  'rejected for payment': [placed, reserved, declined, released, refused('payment_declined')],
  'cancelled when placed': [placed, cancelled, voided],
  'cancelled when held': [placed, reserved, cancelled],
  'cancelled, stock back': [placed, reserved, cancelled, released],
  'cancelled, charged late': [placed, reserved, cancelled, released, captured],
  'cancelled when declined': [placed, reserved, declined, cancelled],
  'cancelled when paid': [placed, reserved, captured, confirmed, cancelled],
  'cancelled and over': [placed, reserved, captured, confirmed, cancelled, released, refunded],
} satisfies Record<string, OrderEvent[]>

export type Situation = keyof typeof histories

/** The events in their places, one second after the other. */
export function recordedOf(events: readonly OrderEvent[]): Recorded[] {
  return events.map((event, index) => ({
    ...event,
    orderId,
    version: index + 1,
    at: new Date(Date.UTC(2026, 10, 20, 12, 0, index)),
    metadata: { actor: system, correlationId: 'r1', causationId: 'r1' },
  }))
}

export function given(events: readonly OrderEvent[]): OrderState {
  const state = fold(recordedOf(events))
  if (!state) throw new TypeError('a history begins with an order')
  return state
}
