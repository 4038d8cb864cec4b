import type { Order } from '@backend-rosetta/contract/orders'
import type { Shop } from '../load/shop.ts'
import type { Charge } from '../stage/gateway.ts'
import type { Breach } from './breach.ts'
import type { State } from './state.ts'

const paidFor = new Set<Order['status']>(['confirmed', 'shipped', 'delivered'])

/** Nothing is charged twice, too much, for nothing, or kept after a cancellation. */
export function rightMoney({ customerIds }: Pick<Shop, 'customerIds'>, { orders, charges }: State): Breach[] {
  const known = new Set(orders.map(({ id }) => id))
  const orphans = [...charges.keys()].flatMap((id): Breach[] =>
    known.has(id) ? [] : [{ clause: 'PAY-1', what: `${id} was charged and is no order`, about: [id] }],
  )
  const wrong = orders
    .filter(({ userId }) => customerIds.has(userId))
    .flatMap((order): Breach[] => {
      const what = moneyFault(order, charges.get(order.id) ?? [])
      return what
        ? [{ clause: 'PAY-1', what: `${order.id} (${order.status}) ${what}`, about: [order.id] }]
        : []
    })
  return [...orphans, ...wrong]
}

function moneyFault({ status, payment, total }: Order, charges: readonly Charge[]): string | undefined {
  const [charge, ...more] = charges
  if (more.length > 0) return `was charged ${charges.length} times`
  if (charge && charge.amount !== total.amount) return `was charged ${charge.amount} for ${total.amount}`
  if (charge && charge.refunds > 1) return `was refunded ${charge.refunds} times`
  if (paidFor.has(status)) {
    if (!charge) return 'was never charged'
    return charge.refunds > 0 ? 'was refunded' : undefined
  }
  if (charge && charge.refunds === 0) return 'was charged, and the money was not given back'
  if (payment.status === 'refunded' && !charge) return 'says refunded, and was never charged'
  return undefined
}

/** What was sold is gone from the stock, and nothing else. */
export function rightStock({ products }: Pick<Shop, 'products'>, { orders, stock }: State): Breach[] {
  const sold = new Map<string, number>()
  for (const { items } of orders.filter(({ status }) => paidFor.has(status))) {
    for (const { productId, quantity } of items) sold.set(productId, (sold.get(productId) ?? 0) + quantity)
  }
  return products.flatMap(({ id, sku, stock: initial }): Breach[] => {
    const expected = initial - (sold.get(id) ?? 0)
    const actual = stock.get(id)
    if (actual === expected && expected >= 0) return []
    const what = `the stock of ${sku} is ${actual}: ${initial} − ${sold.get(id) ?? 0} sold = ${expected}`
    return [{ clause: 'ORD-3', what, about: [] }]
  })
}
