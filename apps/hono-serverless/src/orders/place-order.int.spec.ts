import { randomUUID } from 'node:crypto'
import { givenProduct, givenUser, orderOf, type TestUser } from '@backend-rosetta/test-support/fixtures'
import { ledgerOf, setGateway } from '@backend-rosetta/test-support/gateway'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { idempotencyKeys, products } from '../db/schema.ts'

let app: TestApp
let customer: TestUser

beforeAll(async () => {
  app = await startTestApp()
  customer = await givenUser(app)
})

afterAll(() => app.stop())

describe('stock', () => {
  it('of the last piece goes to one of many that want it at the same moment', async () => {
    const product = await givenProduct(app, { stock: 1 })
    const buyers = await app.db.transaction(async (trx) => {
      await trx.select().from(products).where(eq(products.id, product.id)).for('no key update')
      const waiting = Array.from({ length: 5 }, () =>
        place(orderOf([[product, 1]])).then(({ body }) => body.status),
      )
      await expect.poll(countWaiting, { timeout: 10_000 }).toBe(5)
      return waiting
    })
    expect((await Promise.all(buyers)).sort()).toEqual([
      'confirmed',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ])
    expect(await stockOf(product)).toEqual({ stock: 0, version: 2 })
  })

  it('is taken for all items of an order or for none', async () => {
    const plenty = await givenProduct(app, { stock: 9 })
    const few = await givenProduct(app, { stock: 1 })
    const { body } = await place(
      orderOf([
        [plenty, 2],
        [few, 2],
      ]),
    )
    expect(body).toMatchObject({ status: 'rejected', payment: { status: 'none' } })
    expect(body.rejection.code).toBe('insufficient_stock')
    expect(await stockOf(plenty)).toEqual({ stock: 9, version: 1 })
  })

  it('survives orders and cancellations of the same products in any order', async () => {
    const shelf = await Promise.all([1, 2, 3].map(() => givenProduct(app, { stock: 20 })))
    const round = async (index: number) => {
      const turned = shelf.map((_, place) => shelf[(place + index) % 3] ?? shelf[0])
      const { body } = await place(orderOf(turned.flatMap((product) => (product ? [[product, 1]] : []))))
      await cancel(body).expect(200)
    }
    for (let turn = 0; turn < 4; turn++) {
      await Promise.all(Array.from({ length: 12 }, (_, index) => round(index)))
    }
    const stocks = await Promise.all(shelf.map(stockOf))
    expect(stocks.map(({ stock }) => stock)).toEqual([20, 20, 20])
  })

  it('of a product that is ordered and cancelled all the time is right in the end', async () => {
    const product = await givenProduct(app, { stock: 40 })
    const order = () => place(orderOf([[product, 1]])).then(({ body }) => body)
    for (let turn = 0; turn < 4; turn++) {
      const old = await Promise.all(Array.from({ length: 8 }, order))
      const cancelled = old.map((placed) => cancel(placed).expect(200))
      await Promise.all([...Array.from({ length: 8 }, order), ...cancelled])
    }
    expect((await stockOf(product)).stock).toBe(8)
  })
})

describe('an idempotency key', () => {
  it('makes one order of many requests', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(orderOf([[product, 1]]), key)))
    const ids = answers.flatMap(({ status, body }) => (status === 201 ? [body.id] : []))
    expect(new Set(ids).size).toBe(1)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const replay = await place(orderOf([[product, 1]]), key).expect(201)
    expect(replay.headers['idempotency-replayed']).toBe('true')
    expect(replay.body.id).toBe(ids[0])
    expect(await ledgerOf(app.gatewayUrl, replay.body.id)).toHaveLength(1)
  })

  it('repeats the first answer, whatever became of the order', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    const first = await place(orderOf([[product, 1]]), key).expect(201)
    await cancel(first.body).expect(200)
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

  it('of a request that was cut off is in progress until its lock ends, and then answers the order', async () => {
    const product = await givenProduct(app)
    const key = randomUUID()
    await setGateway(app.gatewayUrl, 'down')
    const first = await place(orderOf([[product, 1]]), key).expect(201)
    await setGateway(app.gatewayUrl, 'up')
    await alterKey(key, { response: null, lockedUntil: new Date(Date.now() + 60_000) })
    const early = await place(orderOf([[product, 1]]), key).expect(409)
    expect(early.headers['retry-after']).toBe('1')

    await alterKey(key, { lockedUntil: new Date() })
    const late = await place(orderOf([[product, 1]]), key).expect(201)
    expect(late.body.id).toBe(first.body.id)
    expect(late.headers['idempotency-replayed']).toBe('true')
  })
})

/** How many connections to this database wait for a lock. */
async function countWaiting(): Promise<number> {
  const { rows } = await app.db.execute<{ waiting: number }>(sql`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `)
  return rows[0]?.waiting ?? 0
}

async function alterKey(key: string, values: Partial<typeof idempotencyKeys.$inferInsert>): Promise<void> {
  await app.db.update(idempotencyKeys).set(values).where(eq(idempotencyKeys.key, key))
}

function place(body: object, key?: string) {
  const request = app.http.post('/api/v1/orders').set(customer.headers)
  return (key ? request.set('Idempotency-Key', key) : request).send(body)
}

function cancel({ id }: { id: string }) {
  return app.http
    .post(`/api/v1/orders/${id}/cancel`)
    .set(customer.headers)
    .send({ reason: 'changed my mind' })
}

async function stockOf({ id }: { id: string }): Promise<{ stock: number; version: number }> {
  const { body } = await app.http.get(`/api/v1/products/${id}`).expect(200)
  return { stock: body.stock, version: body.version }
}
