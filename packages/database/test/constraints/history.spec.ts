import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { anEvent, anItem, anOrder, aProduct, aUser, insert } from '../rows.ts'
import { useDatabase } from '../use-database.ts'

const database = useDatabase()
let orderId: string
let userId: string

beforeEach(async () => {
  const client = await database().pool.connect()
  const user = aUser()
  const product = aProduct()
  const order = anOrder(user.id)
  await client.query('begin')
  await insert(client, 'users', user)
  await insert(client, 'products', product)
  await insert(client, 'orders', order)
  await insert(client, 'order_items', anItem(order.id, product.id))
  await insert(client, 'order_events', anEvent(order.id, 1))
  await client.query('commit')
  client.release()
  orderId = order.id
  userId = user.id
})

function append(seq: number, changes = {}): Promise<void> {
  return insert(database().pool, 'order_events', anEvent(orderId, seq, changes))
}

describe('a history', () => {
  test('has one event per number, whoever writes at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => append(2)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('has no gap', async () => {
    await expect(append(3)).rejects.toMatchObject({ constraint: 'order_events_no_gap' })
    await append(2)
    await append(3)
  })

  test('takes several events in one statement', async () => {
    await database().query(
      `insert into order_events (order_id, seq, type, actor_type)
       values ($1, 3, 'order.confirmed', 'system'), ($1, 2, 'payment.captured', 'system')`,
      [orderId],
    )
  })

  test.each([
    'order.confirmed',
    'order.rejected',
    'order.cancelled',
    'order.shipped',
    'order.delivered',
    'payment.captured',
    'payment.declined',
    'payment.refunded',
  ])('tells of %s once', async (type) => {
    await append(2, { type })
    await expect(append(3, { type })).rejects.toMatchObject({ constraint: 'order_events_once' })
  })

  test('can tell of several updates', async () => {
    await append(2, { type: 'order.updated' })
    await append(3, { type: 'order.updated' })
  })

  test.each([
    ['order_events_seq', 0, { type: 'order.confirmed' }],
    ['order_events_type', 2, { type: 'order.eaten' }],
    ['order_events_placed_is_first', 2, { type: 'order.placed' }],
    ['order_events_actor', 2, { actor_type: 'ghost' }],
    ['order_events_actor', 2, { actor_type: 'user' }],
    ['order_events_data_is_object', 2, { data: '"text"' }],
  ])('%s refuses event %i with %o', async (constraint, seq, changes) => {
    await expect(append(seq, changes)).rejects.toMatchObject({ code: '23514', constraint })
  })

  test('names a user who exists', async () => {
    await append(2, { actor_type: 'user', actor_id: userId })
    await expect(append(3, { actor_type: 'system', actor_id: userId })).rejects.toMatchObject({
      constraint: 'order_events_actor',
    })
    await expect(append(3, { actor_type: 'user', actor_id: orderId })).rejects.toMatchObject({
      code: '23503',
    })
  })

  test.each([
    `update order_events set data = '{}' where order_id = $1`,
    'delete from order_events where order_id = $1',
  ])('is never rewritten: %s', async (sql) => {
    await expect(database().query(sql, [orderId])).rejects.toMatchObject({
      constraint: 'order_events_append_only',
    })
  })
})

test('a commit with events notifies once, with the id of the order', async () => {
  const listener = new pg.Client(database().url)
  await listener.connect()
  await listener.query('listen order_events')
  const notified = nextNotifications(listener, orderId, 2)
  const client = await database().pool.connect()
  await client.query('begin')
  await insert(client, 'order_events', anEvent(orderId, 2))
  await insert(client, 'order_events', anEvent(orderId, 3))
  await client.query('commit')
  client.release()
  await append(4)
  expect(await notified).toEqual([orderId, orderId])
  await listener.end()
})

async function nextNotifications(listener: pg.Client, about: string, count: number): Promise<string[]> {
  const seen: string[] = []
  await new Promise<void>((resolve) => {
    listener.on('notification', ({ payload }) => {
      if (payload === about) seen.push(payload)
      if (seen.length === count) resolve()
    })
  })
  return seen
}
