import { registerSchema } from '@backend-rosetta/contract/auth'
import { orderStatuses, transitions } from '@backend-rosetta/contract/lifecycle'
import { orderEventSchema } from '@backend-rosetta/contract/order-events'
import { createProductSchema } from '@backend-rosetta/contract/products'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { verify } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { withClient } from '../src/client.ts'
import { demoAdmin, demoCustomer, demoCustomers, demoInactiveCustomer } from '../src/demo.ts'
import { seed } from '../src/seed.ts'
import { createTestDatabase } from '../src/testing.ts'
import { useDatabase } from './use-database.ts'

const database = useDatabase({ seeded: true })

describe('the accounts', () => {
  const accounts = [demoAdmin, ...Object.values(demoCustomers), demoInactiveCustomer]

  test.each(accounts)('$email can be registered as it is and has this password', async (account) => {
    expect(registerSchema.safeParse(account).error?.issues ?? []).toEqual([
      expect.objectContaining({ code: 'unrecognized_keys', keys: ['passwordHash'] }),
    ])
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verify(account.passwordHash, account.password)).toBe(true)
  })

  test('one admin, one inactive customer', async () => {
    const { rows } = await database().query(
      `select email, role, active from users where role = 'admin' or not active order by role`,
    )
    expect(rows).toEqual([
      { email: demoAdmin.email, role: 'admin', active: true },
      { email: demoInactiveCustomer.email, role: 'customer', active: false },
    ])
  })
})

describe('the catalogue', () => {
  test('40 products or more that an admin could have created, in three currencies', async () => {
    const { rows } = await database().query('select * from products')
    expect(rows.length).toBeGreaterThanOrEqual(40)
    expect(new Set(rows.map((row) => row.currency))).toEqual(new Set(['EUR', 'USD', 'GBP']))
    for (const { sku, name, description, price_amount, currency, stock } of rows) {
      createProductSchema.parse({ sku, name, description, price: { amount: price_amount, currency }, stock })
    }
  })

  test('each product was changed as often as its stock moved', async () => {
    const { rows } = await database().query(`
      select sku from products where version <> 1 + (
        select coalesce(sum(case
          when rejection_code = 'insufficient_stock' then 0 when stock_reserved then 1 else 2
        end), 0)
        from order_items join orders on orders.id = order_id where product_id = products.id
      )`)
    expect(rows).toEqual([])
  })
})

describe('the orders', () => {
  test('the demo customer has some in every state', async () => {
    const { rows } = await database().query(
      'select distinct status from orders join users on users.id = user_id where email = $1',
      [demoCustomer.email],
    )
    expect(rows.map(({ status }) => status).sort()).toEqual([...orderStatuses].sort())
  })

  test('every event is one that the contract knows', async () => {
    const { rows } = await database().query('select * from order_events')
    for (const { seq, type, at, actor_type, actor_id, data } of rows) {
      const actor = { type: actor_type, id: actor_id }
      orderEventSchema.parse({ seq, type, at: at.toISOString(), actor, data })
    }
  })

  test('the events of an order lead to its status, in order of time', async () => {
    const { rows } = await database().query(`
      select status, version, orders.updated_at as changed, array_agg(type order by seq) as types,
        array_agg(at order by seq) as times, count(distinct at)::int as changes
      from orders join order_events on order_id = orders.id group by orders.id`)
    for (const { status, version, changed, types, times, changes } of rows) {
      expect(statusAfter(types)).toBe(status)
      expect(version).toBe(changes)
      expect(times).toEqual([...times].sort((one, other) => one - other))
      expect(times.at(-1)).toEqual(changed)
    }
  })

  test('nothing happened before it could have, or in the future', async () => {
    const { rows } = await database().query(`
      select orders.id from orders
      join users on users.id = user_id
      join order_items on order_items.order_id = orders.id
      join products on products.id = product_id
      where orders.created_at < users.created_at or orders.created_at < products.created_at
        or orders.updated_at > now()`)
    expect(rows).toEqual([])
  })
})

test('a shop in which somebody has an account is left as it is', async () => {
  const { url, query } = database()
  await query(`update users set name = 'Changed' where email = $1`, [demoAdmin.email])
  expect(await seed(url)).toBe(false)
  const { rows } = await query('select name from users where email = $1', [demoAdmin.email])
  expect(rows).toEqual([{ name: 'Changed' }])
})

test('of several instances that start at once, one loads the data', async () => {
  const { url, drop } = await createTestDatabase()
  const results = await Promise.all([seed(url), seed(url), seed(url)])
  expect(results.filter(Boolean)).toHaveLength(1)
  await drop()
})

test('the ledger of the gateway agrees with the orders', async () => {
  const { url, drop } = await createTestDatabase()
  const gateway = await startGatewayProcess({})
  await seed(url, { gatewayUrl: gateway.url })
  const orders = await withClient(url, async (client) => (await client.query('select * from orders')).rows)
  for (const { id, charge_id, currency, payment_status, total_amount } of orders) {
    const response = await fetch(`${gateway.url}/charges?reference=${id}`)
    const charge = { id: charge_id, amount: Number(total_amount), currency, status: payment_status }
    const expected = charge_id === null ? [] : [expect.objectContaining(charge)]
    expect(await response.json()).toEqual({ items: expected })
  }
  await gateway.stop()
  await drop()
})

/** What the history says, by the lifecycle of the contract. */
function statusAfter(types: string[]): string {
  const changes: Record<string, string | null> = {
    'order.placed': 'pending',
    'order.confirmed': 'confirmed',
    'order.rejected': 'rejected',
    'order.cancelled': transitions.cancel.to,
    'order.shipped': transitions.ship.to,
    'order.delivered': transitions.deliver.to,
  }
  return types.reduce((status, type) => changes[type] ?? status, 'none')
}
