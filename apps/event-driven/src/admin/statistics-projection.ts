import type { Queries, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { type Position, readAll, readStreams, type StoredEvent } from '../event-store/event-store.ts'
import { evolve, type OrderState } from '../orders/order.ts'
import { recorded } from '../orders/order-stream.ts'
import { countChange, noSales, type Sales } from './sales.ts'

/** The tables that are written: those that are read, or new ones that will take their place. */
const liveTables = {
  orderCounts: sql`read_model.order_counts`,
  revenue: sql`read_model.revenue`,
  productSales: sql`read_model.product_sales`,
  checkpoints: sql`read_model.checkpoints`,
}

type StatisticsTables = typeof liveTables

/** Where there were so many, there may be more. */
export const batchSize = 500

// #region project-statistics
/**
 * Counts the next events, and remembers how far it came in the same transaction: each event counts once.
 * @returns how many there were; none also where somebody else is at it
 */
export async function projectStatistics(trx: Trx, tables = liveTables): Promise<number> {
  const [checkpoint] = await trx.query<Position>(sql`
    select transaction_id::text as "transactionId", position from ${tables.checkpoints}
    where projection = 'statistics' for update skip locked`)
  const events = checkpoint ? await readAll(trx, checkpoint, batchSize) : []
  const last = events.at(-1)
  if (!last) return 0
  await write(trx, await countAll(trx, events), tables)
  await trx.query(sql`
    update ${tables.checkpoints}
    set transaction_id = ${last.transactionId}::xid8, position = ${last.position}, updated_at = now()
    where projection = 'statistics'`)
  return events.length
}

/** What each event changes depends on the order before it: its stream is read up to there. */
async function countAll(trx: Trx, events: readonly StoredEvent[]): Promise<Sales> {
  const sales = noSales()
  const streams = await readStreams(trx, [...new Set(events.map(({ streamId }) => streamId))])
  const news = new Set(events.map(placeOf))
  let before: OrderState | undefined
  for (const event of streams) {
    const after = evolve(event.version === 1 ? undefined : before, recorded(event))
    if (news.has(placeOf(event))) countChange(sales, event.version === 1 ? undefined : before, after)
    before = after
  }
  return sales
}
// #endregion

function placeOf({ streamId, version }: StoredEvent): string {
  return `${streamId}:${version}`
}

async function write(
  db: Queries,
  { orders, revenue, pieces }: Sales,
  tables: StatisticsTables,
): Promise<void> {
  await db.query(sql`
    insert into ${tables.orderCounts} as known (status, orders)
    select key, amount from ${rows(orders)}
    on conflict (status) do update set orders = known.orders + excluded.orders`)
  await db.query(sql`
    insert into ${tables.revenue} as known (currency, amount)
    select key, amount from ${rows(revenue)}
    on conflict (currency) do update set amount = known.amount + excluded.amount`)
  await db.query(sql`
    insert into ${tables.productSales} as known (product_id, quantity)
    select key::uuid, amount from ${rows(pieces)}
    on conflict (product_id) do update set quantity = known.quantity + excluded.quantity`)
}

function rows(counts: ReadonlyMap<string, number>) {
  const changed = [...counts].filter(([, amount]) => amount !== 0)
  const keys = changed.map(([key]) => key)
  const amounts = changed.map(([, amount]) => amount)
  return sql`unnest(${keys}::text[], ${amounts}::bigint[]) as change (key, amount)`
}
