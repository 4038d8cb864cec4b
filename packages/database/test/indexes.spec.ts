import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { load } from './load.ts'
import { useDatabase } from './use-database.ts'

const database = useDatabase({ seeded: true })
const id = randomUUID()
const now = new Date()

// The queries of the contract's lists and of the work behind them, as every app asks them.
const queries: [name: string, index: string, sql: string, values: unknown[]][] = [
  [
    'orders of a user, after a cursor',
    'orders_of_user',
    `select * from orders where user_id = $1 and (created_at, id) < ($2, $3)
     order by created_at desc, id desc limit 21`,
    [id, now, id],
  ],
  [
    'all orders, after a cursor',
    'orders_by_created_at',
    'select * from orders where (created_at, id) < ($1, $2) order by created_at desc, id desc limit 21',
    [now, id],
  ],
  [
    'all orders of a time',
    'orders_by_created_at',
    `select * from orders where created_at >= $1 and created_at < $2
     order by created_at desc, id desc limit 21`,
    [now, now],
  ],
  [
    'orders in a status, after a cursor',
    'orders_by_status',
    `select * from orders where status = $1 and (created_at, id) < ($2, $3)
     order by created_at desc, id desc limit 21`,
    ['shipped', now, id],
  ],
  [
    'orders to settle',
    'orders_to_settle',
    'select * from orders where settle_after <= $1 order by settle_after limit 10 for update skip locked',
    [now],
  ],
  [
    'events of an order',
    'order_events_pkey',
    'select * from order_events where order_id = $1 and seq > $2 order by seq',
    [id, 3],
  ],
  [
    'items of an order',
    'order_items_pkey',
    'select * from order_items where order_id = $1 order by position',
    [id],
  ],
  [
    'products, newest first',
    'products_by_created_at',
    'select * from products where archived_at is null order by created_at desc, id desc limit 20',
    [],
  ],
  [
    'products by price',
    'products_by_price',
    'select * from products where archived_at is null order by price_amount, id limit 20',
    [],
  ],
  [
    'products of a price',
    'products_by_price',
    'select count(*) from products where archived_at is null and price_amount between $1 and $2',
    [0, 1],
  ],
  [
    'products by name',
    'products_by_name',
    'select * from products where archived_at is null order by name desc, id desc limit 20',
    [],
  ],
  [
    'products that contain a text',
    'products_search',
    `select * from products where archived_at is null
     and (name ilike $1 or sku ilike $1 or description ilike $1)`,
    ['%coffee%'],
  ],
  [
    'users, newest first',
    'users_by_created_at',
    'select * from users where deleted_at is null order by created_at desc, id desc limit 20',
    [],
  ],
  [
    'users by email',
    'users_by_email',
    'select * from users where deleted_at is null order by email, id limit 20',
    [],
  ],
  [
    'users by name',
    'users_by_name',
    'select * from users where deleted_at is null order by name, id limit 20',
    [],
  ],
  [
    'users that contain a text',
    'users_search',
    'select * from users where deleted_at is null and (name ilike $1 or email ilike $1)',
    ['%lovelace%'],
  ],
  [
    'the user with an email',
    'users_email_key',
    'select * from users where lower(email) = $1 and deleted_at is null',
    ['ada@example.com'],
  ],
  [
    'sessions of a user',
    'sessions_of_user',
    'select * from sessions where user_id = $1 and revoked_at is null',
    [id],
  ],
  ['old keys', 'idempotency_keys_by_age', 'select * from idempotency_keys where created_at < $1', [now]],
]

beforeAll(() => load(database().pool, 5_000))

async function explain(sql: string, values: unknown[]) {
  const client = await database().pool.connect()
  // Tables as small as these are read whole where nothing speaks against it.
  await client.query('begin; set local enable_seqscan = off')
  const { rows } = await client.query(`explain ${sql}`, values)
  await client.query('rollback')
  client.release()
  return rows
}

test.each(queries)('%s: %s', async (_name, index, sql, values) => {
  const rows = await explain(sql, values)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(new RegExp(`(?:using|on) ${index}\\b`))
  expect(plan).not.toContain('Seq Scan')
})

test.each([
  ['COFFEE', 'Filter coffee beans, 500 g'],
  ['crème', 'Crème brûlée set'],
  ['CRÈME BRÛ', 'Crème brûlée set'],
  ['100 \\%', 'Paper filters, 100 pieces'],
  ['moka-pot', 'Moka pot, 6 cups'],
])('a search for %s finds its product by the index', async (text, name) => {
  const sql = `select name from products where archived_at is null
    and (name ilike $1 or sku ilike $1 or description ilike $1)`
  expect(JSON.stringify(await explain(sql, [`%${text}%`]))).toContain('products_search')
  const { rows } = await database().query(sql, [`%${text}%`])
  expect(rows).toContainEqual({ name })
})
