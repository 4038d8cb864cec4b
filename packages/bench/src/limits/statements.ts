// The statements of the operations at their leanest: what an app has to ask PostgreSQL for, and no more. The twin runs
// them as they are, pgbench those of an order.

const userColumns = `users.id, users.email, users.name, users.role, users.active, users.version, users.created_at,
  users.updated_at`

const productColumns = `id, sku, name, description, price_amount, currency, stock, version, created_at, updated_at`

const orderColumns = `orders.id, orders.user_id, orders.status, orders.currency, orders.total_amount,
  orders.payment_status, orders.shipping_address, orders.notes, orders.rejection_code, orders.rejection_message,
  orders.cancellation_reason, orders.cancelled_by, orders.cancelled_at, orders.shipment_carrier,
  orders.shipment_tracking_number, orders.shipped_at, orders.version, orders.created_at, orders.updated_at`

const itemsOfOrder = `(
  select coalesce(json_agg(item), '[]') from (
    select product_id, sku, name, quantity, unit_amount, line_amount from order_items
    where order_items.order_id = orders.id order by position
  ) as item
) as items`

const matching = `archived_at is null and (name ilike $1 or sku ilike $1 or description ilike $1)`

export const reads = {
  session: `select ${userColumns} from sessions inner join users on users.id = sessions.user_id
    where sessions.id = $1 and sessions.revoked_at is null and users.active and users.deleted_at is null`,
  product: `select ${productColumns} from products where id = $1 and archived_at is null`,
  foundProducts: `select ${productColumns} from products where ${matching}
    order by created_at desc, id desc limit $2 offset 0`,
  foundCount: `select count(*)::integer as count from products where ${matching}`,
  order: `select ${orderColumns}, ${itemsOfOrder} from orders where id = $1`,
  firstOrders: `select ${orderColumns}, ${itemsOfOrder} from orders where user_id = $1
    order by created_at desc, id desc limit $2`,
  nextOrders: `select ${orderColumns}, ${itemsOfOrder} from orders
    where user_id = $1 and (created_at, id) < ($3, $4) order by created_at desc, id desc limit $2`,
} as const

export const login = {
  credentials: `select id, password_hash from users where email = $1 and active and deleted_at is null`,
  failures: `select points from rate_limits where key = $1`,
  session: `insert into sessions (id, user_id, created_at) values ($1, $2, $3)`,
  refreshToken: `insert into refresh_tokens (token_hash, session_id, created_at, expires_at)
    values ($1, $2, $3, $4)`,
} as const

/** One order from its prices to its confirmation: two transactions, with the gateway between them. */
export const placing = {
  offers: `select id, sku, name, price_amount, currency from products
    where archived_at is null and id = any($1::uuid[])`,
  order: `insert into orders (
      id, user_id, status, currency, total_amount, payment_status, payment_token, shipping_address, stock_reserved,
      settle_after, created_at, updated_at
    ) values ($1, $2, 'pending', $3, $4, 'pending', $5, $6, true, $7, $8, $8) returning ${orderColumns}`,
  items: `insert into order_items (order_id, position, product_id, sku, name, quantity, unit_amount)
    values ($1, 0, $2, $3, $4, $5, $6), ($1, 1, $7, $8, $9, $10, $11)
    returning product_id, sku, name, quantity, unit_amount, line_amount`,
  placedEvent: `insert into order_events (order_id, seq, type, at, actor_type, actor_id, data)
    values ($1, (select coalesce(max(seq), 0) from order_events where order_id = $1) + 1, 'order.placed', $2, 'user', $3, $4)`,
  lockStock: `select id, stock from products where id = any($1::uuid[]) order by id for no key update`,
  takeStock: `update products
    set stock = products.stock + line.quantity, version = products.version + 1, updated_at = $1
    from unnest($2::uuid[], $3::integer[]) as line (id, quantity) where products.id = line.id`,
  lockOrder: `select ${orderColumns}, charge_id, settle_after, ${itemsOfOrder} from orders where id = $1
    for no key update`,
  paidEvents: `insert into order_events (order_id, seq, type, at, actor_type, data) values
    ($1, (select coalesce(max(seq), 0) from order_events where order_id = $1) + 1, 'payment.captured', $2, 'system', $3),
    ($1, (select coalesce(max(seq), 0) from order_events where order_id = $1) + 2, 'order.confirmed', $2, 'system', '{}')`,
  confirm: `update orders set status = 'confirmed', payment_status = 'captured', charge_id = $2, payment_token = null,
      settle_after = null, version = version + 1, updated_at = $3
    where id = $1 returning ${orderColumns}, ${itemsOfOrder}`,
} as const
