import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { anItem, anOrder, aProduct, aUser, insert } from '../rows.ts'
import { useDatabase } from '../use-database.ts'

const database = useDatabase()
const user = aUser()
const product = aProduct()

beforeAll(async () => {
  await insert(database().pool, 'users', user)
  await insert(database().pool, 'products', product)
})

function aKey(changes = {}) {
  return {
    user_id: user.id,
    key: v7(),
    request_hash: Buffer.alloc(32),
    locked_until: new Date(),
    ...changes,
  }
}

describe('idempotency keys', () => {
  test('a key can be claimed once by a user, and by each user', async () => {
    const { pool } = database()
    const other = aUser()
    await insert(pool, 'users', other)
    await insert(pool, 'idempotency_keys', aKey({ key: 'same' }))
    await insert(pool, 'idempotency_keys', aKey({ key: 'same', user_id: other.id }))
    await expect(insert(pool, 'idempotency_keys', aKey({ key: 'same' }))).rejects.toMatchObject({
      code: '23505',
      constraint: 'idempotency_keys_pkey',
    })
  })

  test('a key can be claimed before its order is written, and gets no second one', async () => {
    const client = await database().pool.connect()
    const order = anOrder(user.id)
    await client.query('begin')
    await insert(client, 'idempotency_keys', aKey({ key: 'first', order_id: order.id }))
    await insert(client, 'orders', order)
    await insert(client, 'order_items', anItem(order.id, product.id))
    await client.query('commit')
    await expect(
      insert(client, 'idempotency_keys', aKey({ key: 'second', order_id: order.id })),
    ).rejects.toMatchObject({ constraint: 'idempotency_keys_order_key' })
    client.release()
  })

  test('a key cannot point to an order that is not there', async () => {
    await expect(insert(database().pool, 'idempotency_keys', aKey({ order_id: v7() }))).rejects.toMatchObject(
      { code: '23503' },
    )
  })

  test.each([
    ['idempotency_keys_key_length', { key: '' }],
    ['idempotency_keys_key_length', { key: 'x'.repeat(256) }],
    ['idempotency_keys_hash_is_sha256', { request_hash: Buffer.from('short') }],
    ['idempotency_keys_response_has_order', { response: { status: 201 } }],
  ])('%s refuses %o', async (constraint, changes) => {
    await expect(insert(database().pool, 'idempotency_keys', aKey(changes))).rejects.toMatchObject({
      constraint,
    })
  })
})
