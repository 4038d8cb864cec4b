import { isDeepStrictEqual } from 'node:util'
import { orderStatuses } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Stats } from '@backend-rosetta/contract/stats'

const counting = new Set<Order['status']>(['confirmed', 'shipped', 'delivered'])

/** In what the statistics differ from the orders; nothing where they agree. */
export function statsFault(
  { orders, revenue, topProducts }: Stats,
  actual: readonly Order[],
): string | undefined {
  const byStatus = Object.fromEntries(
    orderStatuses.map((status) => [status, actual.filter((order) => order.status === status).length]),
  )
  if (orders.total !== actual.length) return `orders.total is ${orders.total}, there are ${actual.length}`
  if (!isDeepStrictEqual({ ...orders.byStatus }, byStatus))
    return `orders.byStatus is ${JSON.stringify(orders.byStatus)}, the orders say ${JSON.stringify(byStatus)}`
  const sold = actual.filter(({ status }) => counting.has(status))
  const earned = sumBy(sold.map(({ total }) => [total.currency, total.amount]))
  const told = new Map(revenue.map(({ currency, amount }) => [currency, amount]))
  if (!isDeepStrictEqual(new Map([...told].toSorted()), new Map([...earned].toSorted())))
    return `revenue is ${JSON.stringify([...told])}, the orders say ${JSON.stringify([...earned])}`
  const pieces = sumBy(sold.flatMap(({ items }) => items.map((item) => [item.productId, item.quantity])))
  const wrong = topProducts.find(({ productId, quantity }) => pieces.get(productId) !== quantity)
  if (!wrong) return undefined
  return `topProducts has ${wrong.quantity} of ${wrong.name}, the orders say ${pieces.get(wrong.productId) ?? 0}`
}

function sumBy<Key>(pairs: ReadonlyArray<readonly [Key, number]>): Map<Key, number> {
  const sums = new Map<Key, number>()
  for (const [key, value] of pairs) sums.set(key, (sums.get(key) ?? 0) + value)
  return sums
}
