import type { Order } from '@backend-rosetta/contract/orders'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'

const live = sql`read_model.orders`

// #region project-order
/**
 * Orders as queries read them, ready to be answered. Made anew with each change; an older version never replaces a
 * newer one.
 */
export async function projectOrders(db: Queries, orders: readonly Order[], table = live): Promise<void> {
  const rows = orders.map((order) => ({
    id: order.id,
    user_id: order.userId,
    status: order.status,
    created_at: order.createdAt,
    version: order.version,
    body: order,
  }))
  await db.query(sql`
    insert into ${table} as known (id, user_id, status, created_at, version, body)
    select id, user_id, status, created_at, version, body
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (id uuid, user_id uuid, status text, created_at timestamptz, version integer, body json)
    on conflict (id) do update set status = excluded.status, version = excluded.version, body = excluded.body
    where excluded.version > known.version`)
}
// #endregion
