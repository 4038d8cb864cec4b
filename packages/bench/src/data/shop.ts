import { randomBytes } from 'node:crypto'
import { withClient } from '@backend-rosetta/database/client'
import {
  createDatabase,
  dropDatabase,
  ensureDatabase,
  databaseUrl as urlOf,
  withMaintenanceClient,
} from '@backend-rosetta/database/databases'
import { demoCustomer } from '@backend-rosetta/database/demo'
import { migrate } from '@backend-rosetta/database/migrate'
import { migrationsFolder } from '@backend-rosetta/database/migration-files'
import type { Client } from 'pg'

/** Who owns half of all orders, and signs in. */
export const customer = { email: 'bench1@example.com', password: demoCustomer.password }

const customers = 100
export const products = 1000
/** Every twentieth product has it in its name. */
export const searchTerm = 'grinder'

/** The id of the nth product or order: in the order of their making, as with the apps' own UUIDs. From 1. */
export function idOf(kind: 'product' | 'order', n: number): string {
  return prefixes[kind] + String(n).padStart(12, '0')
}

/** The same in SQL, for a number that is written as `n`. */
export function sqlIdOf(kind: keyof typeof prefixes, n: string): string {
  return `('${prefixes[kind]}' || lpad((${n})::text, 12, '0'))::uuid`
}

const prefixes = {
  user: '01930000-0001-7000-8000-',
  product: '01930000-0002-7000-8000-',
  order: '01930000-0003-7000-8000-',
  /** Placed by pgbench, which cannot make ids. */
  placed: '01930000-0004-7000-8000-',
}

/** One shop, made once and copied for everybody who is measured: all work on the same rows. */
export interface Shop {
  /** A copy, in which an app may have tables of its own. */
  copy(migrations?: readonly string[]): Promise<string>
  /** Drops all of it. */
  drop(): Promise<void>
}

/** Makes a shop with this many orders of two items each. */
export async function createShop(serverUrl: string, orders: number): Promise<Shop> {
  const template = `rosetta_bench_${randomBytes(6).toString('hex')}`
  const copies: string[] = []
  const shop: Shop = {
    async copy(migrations = []) {
      const name = `${template}_${copies.length + 1}`
      copies.push(name)
      await withMaintenanceClient(serverUrl, (client) => createDatabase(client, name, `template ${template}`))
      const url = urlOf(serverUrl, name)
      if (migrations.length > 0) await migrate(url, [migrationsFolder, ...migrations])
      return url
    },
    async drop() {
      for (const name of [...copies, template]) await dropDatabase(serverUrl, name)
    },
  }
  try {
    const url = await ensureDatabase(serverUrl, template)
    await migrate(url)
    await withClient(url, (client) => fill(client, orders))
  } catch (error) {
    await shop.drop()
    throw error
  }
  return shop
}

async function fill(client: Client, orders: number): Promise<void> {
  await client.query(
    `insert into users (id, email, name, password_hash)
     select ${sqlIdOf('user', 'n')}, 'bench' || n || '@example.com', 'Customer ' || n, $1
     from generate_series(1, ${customers}) as n`,
    [demoCustomer.passwordHash],
  )
  await client.query(
    `insert into products (id, sku, name, description, price_amount, currency, stock, created_at)
     select ${sqlIdOf('product', 'n')}, 'BENCH-' || n,
       case when n % 20 = 0 then 'Coffee ${searchTerm} ' else 'Product ' end || n,
       'Number ' || n || ' of a catalogue that is long enough to need its indexes.',
       100 + n % 900, 'EUR', 1000000000, now() - (${products} - n) * interval '1 hour'
     from generate_series(1, ${products}) as n`,
  )
  for (const statement of orderStatements(orders)) await client.query(statement)
  // Nothing of it may be left to do when the clocks run.
  await client.query('vacuum analyze')
  await client.query('checkpoint').catch(() => undefined)
}

/** The triggers are about what changes; these rows are right, and nobody listens yet. */
function orderStatements(orders: number): string[] {
  const numbers = `generate_series(1, ${orders}) as n`
  const placedAt = `now() - (${orders} - n) * interval '1 minute' - interval '1 hour'`
  const productOf = (item: number) => `(1 + (n * 7 + ${item} * 501) % ${products})`
  const items = [0, 1].map(
    (item) =>
      `select ${sqlIdOf('order', 'n')}, ${item}, ${sqlIdOf('product', productOf(item))},
         'BENCH-' || ${productOf(item)}, 'Product ' || ${productOf(item)}, 1, 500 from ${numbers}`,
  )
  return [
    'alter table orders disable trigger orders_total_is_sum',
    'alter table order_events disable trigger order_events_notify',
    `insert into orders (
       id, user_id, status, payment_status, charge_id, stock_reserved, currency, total_amount, shipping_address,
       version, created_at, updated_at
     )
     select ${sqlIdOf('order', 'n')}, ${sqlIdOf('user', `case when n % 2 = 0 then 1 else 2 + n % ${customers - 1} end`)},
       'confirmed', 'captured', 'bench-' || n, true, 'EUR', 1000, '${JSON.stringify(address)}', 2,
       ${placedAt}, ${placedAt} from ${numbers}`,
    `insert into order_items (order_id, position, product_id, sku, name, quantity, unit_amount)
     ${items.join(' union all ')}`,
    `insert into order_events (order_id, seq, type, at, actor_type, actor_id, data)
     select ${sqlIdOf('order', 'n')}, seq, type, ${placedAt}, 'system', null, data
     from ${numbers}, (values ${events}) as event (seq, type, data)`,
    'alter table orders enable trigger orders_total_is_sum',
    'alter table order_events enable trigger order_events_notify',
  ]
}

const amount = '{"amount":1000,"currency":"EUR"}'
const events = `
  (1, 'order.placed', '{"total":${amount}}'::jsonb),
  (2, 'payment.captured', '{"amount":${amount}}'),
  (3, 'order.confirmed', '{}')`

export const address = {
  name: 'Ada Lovelace',
  line1: '12 St James’s Square',
  line2: null,
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}
