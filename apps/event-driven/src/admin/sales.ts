import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { OrderState } from '../orders/order.ts'

/** What an order, or many, add to the statistics (ORD-8); what is taken away is negative. */
export interface Sales {
  orders: Map<string, number>
  revenue: Map<string, number>
  pieces: Map<string, number>
}

/** Orders in these statuses are sales. */
const soldStatuses: readonly OrderStatus[] = ['confirmed', 'shipped', 'delivered']

export function noSales(): Sales {
  return { orders: new Map(), revenue: new Map(), pieces: new Map() }
}

// #region count-sales
/** What a change of an order does to the statistics: what it counts for now, less what it counted for before. */
export function countChange(sales: Sales, before: OrderState | undefined, after: OrderState): void {
  if (before) count(sales, before, -1)
  count(sales, after, 1)
}

function count(sales: Sales, { order }: OrderState, times: 1 | -1): void {
  add(sales.orders, order.status, times)
  if (!soldStatuses.includes(order.status)) return
  add(sales.revenue, order.total.currency, times * order.total.amount)
  for (const { productId, quantity } of order.items) add(sales.pieces, productId, times * quantity)
}
// #endregion

function add(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount)
}
