import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import { type Currency, currencies } from '@backend-rosetta/contract/money'
import type { Stats } from '@backend-rosetta/contract/stats'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'

interface Figures {
  users: Stats['users']
  products: Stats['products']
  orders: Array<{ status: OrderStatus; orders: number }>
  revenue: Array<{ currency: Currency; amount: number }>
  top: Stats['topProducts']
}

// #region get-stats
/**
 * What is counted of orders was counted when it happened, by a projection that may lag behind (ORD-8): here a handful
 * of rows is read, however many orders there are. Products are joined late, for names and archived ones change.
 */
export async function getStats(db: Queries): Promise<Stats> {
  const [figures] = await db.query<Figures>(sql`
    select
      (select json_build_object('total', count(*), 'active', count(*) filter (where active))
       from users where deleted_at is null) as users,
      (select json_build_object('total', count(*), 'outOfStock', count(*) filter (where stock = 0))
       from products where archived_at is null) as products,
      (select coalesce(json_agg(counts), '[]') from read_model.order_counts as counts) as orders,
      (select coalesce(json_agg(revenue), '[]') from read_model.revenue where amount > 0) as revenue,
      (select coalesce(json_agg(best), '[]') from (
         select product_id as "productId", name, quantity
         from read_model.product_sales join products on products.id = product_id
         where archived_at is null and quantity > 0
         order by quantity desc, product_id limit 5
       ) as best) as top`)
  if (!figures) throw new TypeError('a select without from has one row')
  const { users, products, orders, revenue, top } = figures

  const byStatus = { pending: 0, confirmed: 0, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 }
  for (const { status, orders: count } of orders) byStatus[status] = count
  const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0)
  return {
    users,
    products,
    orders: { total, byStatus },
    revenue: currencies.flatMap((currency) =>
      revenue.flatMap((sales) => (sales.currency === currency ? [{ amount: sales.amount, currency }] : [])),
    ),
    topProducts: top,
  }
}
// #endregion
