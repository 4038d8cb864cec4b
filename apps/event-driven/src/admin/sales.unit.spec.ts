import { describe, expect, test } from 'vitest'
import { given, histories, type Situation } from '../../test/support/order-histories.ts'
import { countChange, noSales } from './sales.ts'

const mug = '0192f0c0-0000-7000-8000-000000000003'

/** From where to where an order goes, and what that does to the statistics; what comes to nothing is left out. */
const changes: Array<[Situation | undefined, Situation, object]> = [
  [undefined, 'placed', { orders: { pending: 1 } }],
  ['placed', 'held', {}],
  [
    'held',
    'confirmed',
    { orders: { pending: -1, confirmed: 1 }, revenue: { EUR: 2500 }, pieces: { [mug]: 2 } },
  ],
  ['held', 'rejected for payment', { orders: { pending: -1, rejected: 1 } }],
  ['confirmed', 'shipped', { orders: { confirmed: -1, shipped: 1 } }],
  ['shipped', 'delivered', { orders: { shipped: -1, delivered: 1 } }],
  [
    'confirmed',
    'cancelled when paid',
    { orders: { confirmed: -1, cancelled: 1 }, revenue: { EUR: -2500 }, pieces: { [mug]: -2 } },
  ],
]

describe.each(changes)('an order that was %s and is %s', (before, after, expected) => {
  test('changes what it should, and nothing else', () => {
    const sales = noSales()
    countChange(sales, before && given(histories[before]), given(histories[after]))
    const { orders, revenue, pieces } = sales
    expect({ ...left('orders', orders), ...left('revenue', revenue), ...left('pieces', pieces) }).toEqual(
      expected,
    )
  })
})

function left(name: string, counts: ReadonlyMap<string, number>): object {
  const rest = [...counts].filter(([, amount]) => amount !== 0)
  return rest.length > 0 ? { [name]: Object.fromEntries(rest) } : {}
}
