import type { Pool } from 'pg'

const address = `'{"name":"Ada Lovelace","line1":"12 St James’s Square","line2":null,"city":"London","postalCode":"SW1Y 4JH","country":"GB"}'`

/** Fills a database with many users, products and orders, so that its query plans are those of a busy shop. */
export async function load(pool: Pool, count: number): Promise<void> {
  await pool.query(`
    insert into users (id, email, name, password_hash, created_at, updated_at)
    select gen_random_uuid(), 'user' || n || '@example.com', 'User ' || md5(n::text), 'hash',
      now() - n * interval '1 minute', now()
    from generate_series(1, ${count / 2}) as n`)
  await pool.query(`
    insert into products (id, sku, name, description, price_amount, currency, stock, created_at, updated_at)
    select gen_random_uuid(), 'SKU-' || n, 'Product ' || md5(n::text), repeat(md5(n::text) || ' ', 5),
      (n * 7919) % 100000, 'EUR', n % 50, now() - n * interval '1 minute', now()
    from generate_series(1, ${count / 2}) as n`)
  await pool.query(`
    with
      u as (select id, row_number() over () as n from users),
      p as (select id, row_number() over () as n from products),
      o as (
        insert into orders (
          id, user_id, status, payment_status, charge_id, stock_reserved, currency, total_amount,
          shipping_address, created_at, updated_at, shipment_carrier, shipment_tracking_number, shipped_at
        )
        select gen_random_uuid(), u.id, case when s.n % 10 = 0 then 'confirmed' else 'delivered' end, 'captured',
          'load-' || s.n, true, 'EUR', 1000 + s.n % 1000, ${address}, now() - s.n * interval '1 minute', now(),
          case when s.n % 10 > 0 then 'DHL' end, case when s.n % 10 > 0 then 'JD' end,
          case when s.n % 10 > 0 then now() end
        from generate_series(1, ${count}) as s (n) join u on u.n = 1 + s.n % (select count(*) from u)
        returning id, total_amount
      ),
      o2 as (select *, row_number() over () as n from o)
    insert into order_items (order_id, position, product_id, sku, name, quantity, unit_amount)
    select o2.id, 0, p.id, 'SKU', 'Product', 1, o2.total_amount from o2 join p on p.n = 1 + o2.n % (select count(*) from p)`)
  await pool.query(`
    insert into order_events (order_id, seq, type, actor_type)
    select id, 1, 'order.placed', 'system' from orders on conflict do nothing`)
  await pool.query('vacuum analyze')
}
