import { type Client, escapeIdentifier } from 'pg'
import { inTransaction, withClient } from './client.ts'
import { payAtGateway } from './demo/charges.ts'
import { buildShop, type Shop } from './demo/shop.ts'

export interface SeedOptions {
  /** The payment gateway to pay the demo orders at; without it they carry made-up charges. */
  gatewayUrl?: string
  /** The moment at which the demo shop looks lively. */
  now?: Date
}

// Any number will do, as long as every seeding takes the same one.
const lock = 5_174_013

/**
 * Loads the demo data into a migrated database, all or nothing. A database in which somebody already has an account
 * is left as it is.
 * @returns whether the data was loaded now.
 * @throws DatabaseSetupError when the database cannot be reached.
 */
export async function seed(databaseUrl: string, options: SeedOptions = {}): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    if (!(await isEmpty(client))) return false
    return inTransaction(client, async () => {
      await client.query('select pg_advisory_xact_lock($1)', [lock])
      if (!(await isEmpty(client))) return false
      await insertShop(client, await buildPaidShop(options))
      return true
    })
  })
}

async function buildPaidShop({ gatewayUrl, now = new Date() }: SeedOptions): Promise<Shop> {
  const shop = buildShop(now)
  if (gatewayUrl === undefined) return shop
  return { ...shop, orders: await payAtGateway(gatewayUrl, shop.orders) }
}

async function isEmpty(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('select from users limit 1')
  return rowCount === 0
}

async function insertShop(client: Client, { users, products, orders, items, events }: Shop): Promise<void> {
  await insert(client, 'users', users)
  await insert(client, 'products', products)
  await insert(client, 'orders', orders)
  await insert(client, 'order_items', items)
  await insert(client, 'order_events', events)
}

/** One statement for all rows: PostgreSQL turns the JSON into rows of the table, and knows the types itself. */
async function insert(client: Client, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => escapeIdentifier(column))
    .join(', ')
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}
