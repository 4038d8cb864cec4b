import { currencies } from '@backend-rosetta/contract/money'
import type { Stats } from '@backend-rosetta/contract/stats'
import type { Db } from '../db/database.ts'
import { readFigures, soldStatuses } from './stats.queries.ts'

// #region get-stats
export async function getStats(db: Db): Promise<Stats> {
  const figures = await readFigures(db)
  const byStatus = { pending: 0, confirmed: 0, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 }
  for (const { status, count } of figures.orders) byStatus[status] += count

  const sold = figures.orders.filter(({ status }) => soldStatuses.some((known) => known === status))
  const revenue = currencies.flatMap((currency) => {
    const amounts = sold.filter((group) => group.currency === currency).map(({ amount }) => amount)
    return amounts.length > 0 ? [{ amount: total(amounts), currency }] : []
  })
  return {
    users: figures.users,
    products: figures.products,
    orders: { total: total(Object.values(byStatus)), byStatus },
    revenue,
    topProducts: figures.topProducts,
  }
}
// #endregion

function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
