import { type OrderEvent, orderEventSchema } from '@backend-rosetta/contract/order-events'
import type { Order } from '@backend-rosetta/contract/orders'
import { describe, expect, it } from 'vitest'
import type { Shop } from '../load/shop.ts'
import type { Promises } from '../load/shoppers.ts'
import { rightMoney, rightStock } from './money.ts'
import { keptPromises } from './orders.ts'
import type { State } from './state.ts'
import { statsFault } from './statistics.ts'

const at = '2026-11-20T12:00:00.000Z'

const order: Order = {
  id: 'order-1',
  userId: 'user-1',
  status: 'confirmed',
  items: [
    {
      productId: 'product-1',
      sku: 'MUG',
      name: 'Mug',
      quantity: 2,
      unitPrice: { amount: 500, currency: 'EUR' },
      lineTotal: { amount: 1000, currency: 'EUR' },
    },
  ],
  total: { amount: 1000, currency: 'EUR' },
  payment: { status: 'captured' },
  shippingAddress: { name: 'Ada', line1: '1', line2: null, city: 'London', postalCode: '1', country: 'GB' },
  notes: 'key-1',
  rejection: null,
  cancellation: null,
  shipment: null,
  createdAt: at,
  updatedAt: at,
  version: 2,
}

const charge = { reference: 'order-1', amount: 1000, currency: 'EUR', refunds: 0 }

const state: State = {
  orders: [order],
  histories: new Map([['order-1', history('order.placed', 'payment.captured', 'order.confirmed')]]),
  charges: new Map([['order-1', [charge]]]),
  stock: new Map([['product-1', 8]]),
}

const promises: Promises = {
  placed: new Map([['key-1', order]]),
  abandoned: new Set(),
  cancelled: new Set(),
  unexpected: [],
}

const shop: Pick<Shop, 'customerIds' | 'products'> = {
  customerIds: new Set(['user-1']),
  products: [
    {
      id: 'product-1',
      sku: 'MUG',
      name: 'Mug',
      description: null,
      price: { amount: 500, currency: 'EUR' },
      stock: 10,
      createdAt: at,
      updatedAt: at,
      version: 1,
    },
  ],
}

describe('what was promised', () => {
  it('is kept', () => {
    expect(keptPromises(promises, state)).toEqual([])
  })

  it.each<[string, Partial<State>, Partial<Promises>]>([
    ['OPS-5', { orders: [] }, {}],
    ['ORD-2', { orders: [{ ...order, total: { amount: 1, currency: 'EUR' } }] }, {}],
    ['IDEM-1', { orders: [order, { ...order, id: 'order-2' }] }, {}],
    [
      'IDEM-1',
      { orders: [order, { ...order, id: 'order-2' }] },
      { placed: new Map(), abandoned: new Set(['key-1']) },
    ],
    ['ORD-6', {}, { cancelled: new Set(['order-1']) }],
    ['ORD-7', { histories: new Map([['order-1', history('order.placed', 'order.confirmed').slice(1)]]) }, {}],
    ['ORD-7', { histories: new Map([['order-1', history('order.placed')]]) }, {}],
    [
      'ORD-7',
      { histories: new Map([['order-1', history('order.placed', 'order.confirmed', 'order.confirmed')]]) },
      {},
    ],
  ])('is broken: %s', (clause, change, promised) => {
    const breaches = keptPromises({ ...promises, ...promised }, { ...state, ...change })
    expect(breaches.map((breach) => breach.clause)).toEqual([clause])
  })
})

describe('money', () => {
  it('is right', () => {
    expect(rightMoney(shop, state)).toEqual([])
  })

  it('of a cancelled order is given back', () => {
    const cancelled: Order = { ...order, status: 'cancelled', payment: { status: 'refunded' } }
    const charges = new Map([['order-1', [{ ...charge, refunds: 1 }]]])
    expect(rightMoney(shop, { ...state, orders: [cancelled], charges })).toEqual([])
  })

  it.each<[string, Partial<Order>, State['charges']]>([
    ['was charged 2 times', {}, new Map([['order-1', [charge, charge]]])],
    ['was charged 999 for 1000', {}, new Map([['order-1', [{ ...charge, amount: 999 }]]])],
    ['was never charged', {}, new Map()],
    ['was refunded', {}, new Map([['order-1', [{ ...charge, refunds: 1 }]]])],
    ['was refunded 2 times', { status: 'cancelled' }, new Map([['order-1', [{ ...charge, refunds: 2 }]]])],
    [
      'was charged, and the money was not given back',
      { status: 'rejected' },
      new Map([['order-1', [charge]]]),
    ],
    [
      'says refunded, and was never charged',
      { status: 'cancelled', payment: { status: 'refunded' } },
      new Map(),
    ],
    [
      'is no order',
      {},
      new Map([
        ['order-1', [charge]],
        ['order-9', [charge]],
      ]),
    ],
  ])('is wrong: %s', (what, change, charges) => {
    const breaches = rightMoney(shop, { ...state, orders: [{ ...order, ...change }], charges })
    expect(breaches).toHaveLength(1)
    expect(breaches[0]?.what).toContain(what)
  })
})

describe('stock', () => {
  it('is what was there less what was sold', () => {
    expect(rightStock(shop, state)).toEqual([])
  })

  it.each([7, 9])('that is %i of 8 is wrong', (left) => {
    const breaches = rightStock(shop, { ...state, stock: new Map([['product-1', left]]) })
    expect(breaches.map(({ what }) => what)).toEqual([`the stock of MUG is ${left}: 10 − 2 sold = 8`])
  })
})

describe('statistics', () => {
  const stats = {
    users: { total: 1, active: 1 },
    products: { total: 1, outOfStock: 0 },
    orders: {
      total: 1,
      byStatus: { pending: 0, confirmed: 1, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 },
    },
    revenue: [{ amount: 1000, currency: 'EUR' as const }],
    topProducts: [{ productId: 'product-1', name: 'Mug', quantity: 2 }],
  }

  it('agree with the orders', () => {
    expect(statsFault(stats, [order])).toBeUndefined()
  })

  it.each([
    ['orders.total', { orders: { ...stats.orders, total: 2 } }],
    [
      'orders.byStatus',
      { orders: { total: 1, byStatus: { ...stats.orders.byStatus, confirmed: 0, pending: 1 } } },
    ],
    ['revenue', { revenue: [{ amount: 2000, currency: 'EUR' as const }] }],
    ['topProducts', { topProducts: [{ productId: 'product-1', name: 'Mug', quantity: 1 }] }],
  ])('differ in %s', (where, change) => {
    expect(statsFault({ ...stats, ...change }, [order])).toContain(where)
  })
})

function history(...types: OrderEvent['type'][]): OrderEvent[] {
  const actor = { type: 'system', id: null }
  return types.map((type, index) =>
    orderEventSchema.parse({ seq: index + 1, type, at, actor, data: dataOf(type) }),
  )
}

function dataOf(type: OrderEvent['type']): object {
  if (type === 'order.placed') return { total: order.total }
  return type === 'payment.captured' ? { amount: order.total } : {}
}
