import { currencies } from '@backend-rosetta/contract/money'
import type { Stats } from '@backend-rosetta/contract/stats'
import { Injectable } from '@nestjs/common'
import { StatsRepository, soldStatuses } from './stats.repository.ts'

@Injectable()
export class StatsService {
  constructor(private readonly stats: StatsRepository) {}

  // #region get-stats
  async getStats(): Promise<Stats> {
    const figures = await this.stats.readFigures()
    const byStatus = { pending: 0, confirmed: 0, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 }
    for (const { status, count } of figures.orders) byStatus[status] += count

    const sold = figures.orders.filter(({ status }) => soldStatuses.some((known) => known === status))
    const revenue = currencies.flatMap((currency) => {
      const amounts = sold.filter((group) => group.currency === currency).map(({ amount }) => amount)
      return amounts.length > 0 ? [{ amount: sum(amounts), currency }] : []
    })
    return {
      users: { total: figures.users, active: figures.activeUsers },
      products: { total: figures.products, outOfStock: figures.outOfStock },
      orders: { total: sum(Object.values(byStatus)), byStatus },
      revenue,
      topProducts: figures.topProducts,
    }
  }
  // #endregion
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
