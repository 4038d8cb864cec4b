import { randomUUID } from 'node:crypto'
import { givenProduct, givenUser, orderOf, type TestUser } from '@backend-rosetta/test-support/fixtures'
import { ledgerOf } from '@backend-rosetta/test-support/gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { sql } from '../db/sql.ts'

let app: TestApp
let customer: TestUser

beforeAll(async () => {
  app = await startTestApp({ worker: true })
  customer = await givenUser(app)
})

afterAll(() => app.stop())

describe('stock', () => {
  it('of the last piece goes to one of many that want it at the same moment', async () => {
    const product = await givenProduct(app, { stock: 1 })
    const orders = await app.db.transaction(async (trx) => {
      await trx.query(sql`select id from products where id = ${product.id} for no key update`)
      const placed = await Promise.all(Array.from({ length: 4 }, () => place(orderOf([[product, 1]]))))
      await expect.poll(countWaiting).toBeGreaterThan(0)
      return placed.map(({ body }) => body.id)
    })
    const settled = await Promise.all(orders.map(settledOrder))
    expect(settled.map(({ status }) => status).sort()).toEqual([
      'confirmed',
      'rejected',
      'rejected',
      'rejected',
    ])
    expect(await stockOf(product)).toEqual({ stock: 0, version: 2 })
  })

  it('is taken for all items of an order or for none', async () => {
    const plenty = await givenProduct(app, { stock: 9 })
    const few = await givenProduct(app, { stock: 1 })
    const lines: Parameters<typeof orderOf>[0] = [
      [plenty, 2],
      [few, 2],
    ]
    const order = await settledOrder((await place(orderOf(lines))).body.id)
    expect(order).toMatchObject({ status: 'rejected', payment: { status: 'none' } })
    expect(order.rejection.code).toBe('insufficient_stock')
    expect(await stockOf(plenty)).toEqual({ stock: 9, version: 1 })
  })

  it('survives orders and cancellations of the same products in any order', async () => {
    const products = await Promise.all([1, 2, 3].map(() => givenProduct(app, { stock: 20 })))
    const round = async (index: number) => {
      const turned = products.map((_, position) => products[(position + index) % 3] ?? products[0])
      const { body } = await place(orderOf(turned.flatMap((product) => (product ? [[product, 1]] : []))))
      const cancelling = app.http.post(`/api/v1/orders/${body.id}/cancel`).set(customer.headers)
      await cancelling.send({ reason: 'changed my mind' }).expect(200)
    }
    for (let turn = 0; turn < 3; turn += 1) {
      await Promise.all(Array.from({ length: 8 }, (_, index) => round(index)))
    }
    const stocks = async () => (await Promise.all(products.map(stockOf))).map(({ stock }) => stock)
    await expect.poll(stocks, { timeout: 5000 }).toEqual([20, 20, 20])
  }, 20_000)
})

describe('an idempotency key', () => {
  it('makes one order of many requests, and each has the same answer', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(orderOf([[product, 1]]), key)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const first = answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)
    expect(first).toHaveLength(1)
    const { id } = answers[0]?.body ?? {}
    await settledOrder(id)
    expect(await ledgerOf(app.gatewayUrl, id)).toHaveLength(1)
  })

  it('repeats the first answer, whatever became of the order', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    const first = await place(orderOf([[product, 1]]), key).expect(201)
    await settledOrder(first.body.id)
    const replay = await place(orderOf([[product, 1]]), key).expect(201)
    expect(replay.text).toBe(first.text)
    expect(replay.headers['etag']).toBe(first.headers['etag'])
  })

  it('is not used up by a request that fails', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    await place(orderOf([[{ id: randomUUID() }, 1]]), key).expect(422)
    await place(orderOf([[product, 1]]), key).expect(201)
    const reused = await place(orderOf([[product, 2]]), key).expect(422)
    expect(reused.body.code).toBe('idempotency_key_reused')
  })
})

/** How many connections to this database wait for a lock. */
async function countWaiting(): Promise<number | undefined> {
  const [counted] = await app.db.query<{ waiting: number }>(sql`
    select count(*) as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`)
  return counted?.waiting
}

function place(body: object, key?: string) {
  const request = app.http.post('/api/v1/orders').set(customer.headers)
  return (key ? request.set('Idempotency-Key', key) : request).send(body)
}

async function settledOrder(id: string) {
  const read = async () => (await app.http.get(`/api/v1/orders/${id}`).set(customer.headers).expect(200)).body
  await expect.poll(async () => (await read()).status, { timeout: 10_000 }).not.toBe('pending')
  return read()
}

async function stockOf({ id }: { id: string }): Promise<{ stock: number; version: number }> {
  const { body } = await app.http.get(`/api/v1/products/${id}`).expect(200)
  return { stock: body.stock, version: body.version }
}
