import type { PoolClient } from 'pg'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { anItem, anOrder, aProduct, aUser, insert, states } from '../rows.ts'
import { useDatabase } from '../use-database.ts'

const database = useDatabase()

interface Attempt {
  order?: Record<string, unknown>
  items?: Record<string, unknown>[]
}

/** Places one order with everything that it needs, changed as asked for, in one transaction. */
async function place({ order = {}, items = [{}] }: Attempt): Promise<string> {
  const { pool } = database()
  const client = await pool.connect()
  try {
    await client.query('begin')
    const id = await insertOrder(client, order, items)
    await client.query('commit')
    return id
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function insertOrder(client: PoolClient, changes: object, items: object[]): Promise<string> {
  const user = aUser()
  const row = anOrder(user.id, { ...changes })
  await insert(client, 'users', user)
  await insert(client, 'orders', row)
  for (const [position, item] of items.entries()) {
    const product = aProduct()
    await insert(client, 'products', product)
    await insert(client, 'order_items', anItem(row.id, product.id, { position, ...item }))
  }
  return row.id
}

const { captured, cancelled, confirmed, rejected, shipped } = states

// Each of them needs a charge of its own.
function paid(state: object) {
  return { ...state, charge_id: v7() }
}

describe('every state that the lifecycle knows is accepted', () => {
  test.each([
    ['pending', {}],
    ['pending with its stock', { stock_reserved: true }],
    ['pending and paid', paid(captured)],
    ['confirmed', paid(confirmed)],
    ['shipped', paid({ ...confirmed, ...shipped })],
    ['delivered', paid({ ...confirmed, ...shipped, status: 'delivered' })],
    ['rejected for lack of stock', rejected],
    [
      'rejected for a declined card',
      { ...rejected, rejection_code: 'payment_declined', payment_status: 'declined' },
    ],
    ['cancelled, never charged', cancelled],
    [
      'cancelled, its charge unknown',
      { ...cancelled, payment_status: 'refund_pending', payment_token: 'tok_ok', settle_after: new Date() },
    ],
    [
      'cancelled, to be refunded',
      paid({ ...cancelled, payment_status: 'refund_pending', settle_after: new Date() }),
    ],
    ['cancelled and refunded', paid({ ...cancelled, payment_status: 'refunded' })],
  ])('%s', async (_state, order) => {
    await expect(place({ order })).resolves.toBeTypeOf('string')
  })
})

describe('a state that is none is refused', () => {
  test.each([
    ['orders_status', paid({ ...confirmed, status: 'lost' })],
    ['orders_payment_status', { ...cancelled, payment_status: 'free' }],
    ['orders_currency', { currency: 'JPY' }],
    ['orders_total', { total_amount: -1 }],
    ['orders_address_is_object', { shipping_address: '[]' }],
    ['orders_notes_length', { notes: 'x'.repeat(501) }],
    ['orders_version', { version: 0 }],
    ['orders_settle_attempts', { settle_attempts: -1 }],
    ['orders_rejection', { ...rejected, rejection_code: null, rejection_message: null }],
    ['orders_rejection', { ...rejected, rejection_code: 'bad_mood' }],
    ['orders_rejection', { ...rejected, rejection_message: null }],
    ['orders_rejection', { rejection_code: 'insufficient_stock', rejection_message: 'No.' }],
    ['orders_cancellation', { ...cancelled, cancelled_at: null }],
    ['orders_cancellation', { ...cancelled, cancellation_reason: null }],
    ['orders_cancellation', { ...cancelled, cancelled_by: 'system' }],
    ['orders_cancellation', { ...cancelled, cancelled_by: null }],
    ['orders_cancellation', paid({ ...confirmed, cancelled_at: new Date() })],
    ['orders_shipment', paid({ ...confirmed, status: 'shipped' })],
    ['orders_shipment', paid({ ...confirmed, status: 'delivered' })],
    ['orders_shipment', paid({ ...confirmed, ...shipped, status: 'confirmed' })],
    ['orders_shipment', paid({ ...confirmed, ...shipped, shipment_carrier: null })],
    ['orders_shipment', paid({ ...confirmed, ...shipped, shipment_tracking_number: null })],
    ['orders_payment_fits_status', { ...paid(confirmed), payment_status: 'none', charge_id: null }],
    ['orders_payment_fits_status', paid({ ...confirmed, payment_status: 'refunded' })],
    ['orders_payment_fits_status', paid({ ...rejected, payment_status: 'captured' })],
    ['orders_payment_fits_status', paid({ ...cancelled, payment_status: 'captured' })],
    ['orders_payment_fits_status', { ...cancelled, payment_status: 'pending', payment_token: 'tok_ok' }],
    ['orders_payment_fits_status', { payment_status: 'none', payment_token: null }],
    ['orders_declined_is_rejected', { ...rejected, rejection_code: 'payment_declined' }],
    ['orders_charge_fits_payment', { ...confirmed, charge_id: null }],
    ['orders_charge_fits_payment', { ...cancelled, payment_status: 'refunded' }],
    ['orders_charge_fits_payment', paid(rejected)],
    ['orders_token_while_needed', { payment_token: null }],
    ['orders_token_while_needed', paid({ ...confirmed, payment_token: 'tok_ok' })],
    ['orders_stock_fits_status', paid({ ...confirmed, stock_reserved: false })],
    ['orders_stock_fits_status', { ...cancelled, stock_reserved: true }],
    ['orders_stock_fits_status', { ...rejected, stock_reserved: true }],
    ['orders_work_is_queued', { settle_after: null }],
    ['orders_work_is_queued', paid({ ...confirmed, settle_after: new Date() })],
    ['orders_work_is_queued', paid({ ...cancelled, payment_status: 'refund_pending' })],
  ])('%s refuses %o', async (constraint, order) => {
    await expect(place({ order })).rejects.toMatchObject({ code: '23514', constraint })
  })
})

test('a charge pays for one order', async () => {
  await place({ order: { ...confirmed, charge_id: 'ch_twice' } })
  await expect(place({ order: { ...confirmed, charge_id: 'ch_twice' } })).rejects.toMatchObject({
    code: '23505',
    constraint: 'orders_charge_key',
  })
})

describe('items', () => {
  test.each([
    ['order_items_quantity', { quantity: 0 }],
    ['order_items_quantity', { quantity: 101 }],
    ['order_items_unit_amount', { unit_amount: -1 }],
    ['order_items_position', { position: 50 }],
    ['order_items_position', { position: -1 }],
  ])('%s refuses %o', async (constraint, item) => {
    await expect(place({ items: [item] })).rejects.toMatchObject({ constraint })
  })

  test('no product twice', async () => {
    const { pool, query } = database()
    const order = await place({})
    const { rows } = await query('select product_id from order_items where order_id = $1', [order])
    const again = anItem(order, rows[0]?.product_id, { position: 1 })
    await expect(insert(pool, 'order_items', again)).rejects.toMatchObject({
      constraint: 'order_items_product_once',
    })
  })

  test.each([
    ['no items', { items: [] }],
    ['another total', { order: { total_amount: 2_499 } }],
    ['a free order with a paid item', { order: { total_amount: 0 } }],
  ])('the total is the sum of the items: %s', async (_case, attempt) => {
    await expect(place(attempt)).rejects.toMatchObject({ code: '23514', constraint: 'orders_total_is_sum' })
  })

  test('the total cannot be changed later', async () => {
    const order = await place({})
    await expect(
      database().query('update orders set total_amount = 1 where id = $1', [order]),
    ).rejects.toMatchObject({ constraint: 'orders_total_is_sum' })
  })

  test('the largest order is exact', async () => {
    const items = Array.from({ length: 50 }, () => ({ quantity: 100, unit_amount: 100_000_000 }))
    const order = await place({ order: { total_amount: 500_000_000_000 }, items })
    const { rows } = await database().query('select total_amount from orders where id = $1', [order])
    expect(rows).toEqual([{ total_amount: '500000000000' }])
  })

  test.each([
    'update order_items set unit_amount = 1 where order_id = $1',
    'delete from order_items where order_id = $1',
  ])('what was ordered never changes: %s', async (sql) => {
    const order = await place({})
    await expect(database().query(sql, [order])).rejects.toMatchObject({
      constraint: 'order_items_append_only',
    })
  })

  test('what was ordered cannot be deleted', async () => {
    const order = await place({})
    await expect(
      database().query(
        'delete from products where id in (select product_id from order_items where order_id = $1)',
        [order],
      ),
    ).rejects.toMatchObject({ code: '23503' })
  })
})
