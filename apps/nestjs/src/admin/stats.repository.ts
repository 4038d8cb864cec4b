import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Currency } from '@backend-rosetta/contract/money'
import type { Stats } from '@backend-rosetta/contract/stats'
import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

/** Orders in these statuses are sales (ORD-8). */
export const soldStatuses = ['confirmed', 'shipped', 'delivered'] as const satisfies OrderStatus[]

export interface Figures {
  users: number
  activeUsers: number
  products: number
  outOfStock: number
  orders: { status: OrderStatus; currency: Currency; count: number; amount: number }[]
  topProducts: Stats['topProducts']
}

/** SQL as it is: reports are about sets, and entities are about one thing at a time. */
@Injectable()
export class StatsRepository {
  constructor(private readonly dataSource: DataSource) {}

  // #region get-stats
  /** The figures of one moment: one statement. */
  async readFigures(): Promise<Figures> {
    const [figures]: [Figures] = await this.dataSource.query(figuresSql, [soldStatuses])
    return figures
  }
  // #endregion
}

const figuresSql = `
  select user_counts.*, product_counts.*,
    (select coalesce(json_agg(order_groups), '[]') from (
      select status, currency, count(*) as count, sum(total_amount) as amount
      from orders
      group by status, currency
    ) as order_groups) as orders,
    (select coalesce(json_agg(top_products), '[]') from (
      select products.id as "productId", products.name, sum(order_items.quantity) as quantity
      from order_items
      join orders on orders.id = order_items.order_id
      join products on products.id = order_items.product_id
      where orders.status = any($1) and products.archived_at is null
      group by products.id
      order by quantity desc, products.id
      limit 5
    ) as top_products) as "topProducts"
  from
    (select count(*) as users, count(*) filter (where active) as "activeUsers"
     from users where deleted_at is null) as user_counts,
    (select count(*) as products, count(*) filter (where stock = 0) as "outOfStock"
     from products where archived_at is null) as product_counts
`
