import type { Order } from '@backend-rosetta/contract/orders'
import { givenOrder, givenProduct, givenUser, orderOf } from '@backend-rosetta/test-support/fixtures'
import { ledgerOf } from '@backend-rosetta/test-support/gateway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { sql } from '../db/sql.ts'
import { createNotifications } from '../messaging/notifications.ts'
import { createRuntime } from '../runtime.ts'
import { startWorker } from '../start-worker.ts'

describe('without a worker', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  test('an order is pending, and what is to be done about it is in the outbox', async () => {
    const { order } = await placed(app)
    expect(order).toMatchObject({ status: 'pending', version: 1 })
    expect(await typesInOutbox(app, order.id)).toEqual([
      'event.order.placed',
      'command.stock.reserve',
      'command.order.check',
    ])
  })

  test('no event and no message holds what the order is paid with', async () => {
    const { order } = await placed(app, 'tok_ok.secret')
    const rows = await app.db.query(sql`
      select data::text from event_store.events where stream_id = ${order.id}
      union all select body::text from messaging.outbox where order_id = ${order.id}`)
    expect(JSON.stringify(rows)).not.toContain('secret')
  })

  test('a cancellation answers all the same', async () => {
    const { order, customer } = await placed(app)
    const cancelled = await cancel(app, order, customer)
    expect(cancelled).toMatchObject({ status: 'cancelled', payment: { status: 'none' } })
  })

  test('what was placed before a worker starts is settled by it', async () => {
    const { order, customer } = await placed(app)
    const runtime = createRuntime(app.env, { name: 'late', channels: ['outbox', 'deliveries'] })
    const worker = await startWorker(runtime)
    await settles(app, order, customer)
    await worker.stop()
    await runtime.close()
  })

  test('an order is settled in time by a worker that nobody tells of anything', async () => {
    const runtime = createRuntime(app.env, { name: 'deaf', channels: [] })
    const nowhere = { databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing', channels: [] }
    const worker = await startWorker({
      ...runtime,
      notifications: createNotifications({ ...nowhere, logger: runtime.logger }),
    })
    const { order, customer } = await placed(app)
    await settles(app, order, customer, 5000)
    await worker.stop()
    await runtime.close()
  })
})

describe('with a worker', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ worker: true })
  })
  afterAll(() => app.stop())

  test('an order is settled, and nothing is left to do', async () => {
    const { order, customer } = await placed(app)
    expect(await settles(app, order, customer)).toMatchObject({ status: 'confirmed' })
    await expect.poll(() => typesInOutbox(app, order.id), { timeout: 5000 }).toEqual([])
  })

  test('who has the answer to a cancellation finds the pieces in the catalogue', async () => {
    const { order, customer, mug } = await placed(app)
    await settles(app, order, customer)
    await cancel(app, order, customer)
    const product = await app.http.get(`/api/v1/products/${mug.id}`).expect(200)
    expect(product.body.stock).toBe(mug.stock)
  })

  test('an order whose messages were lost is not: its timer asks again', async () => {
    const { order, customer } = await placed(app, 'tok_slow')
    await app.db.query(sql`
      delete from messaging.outbox where order_id = ${order.id} and type <> 'command.order.check'`)
    await app.db.query(sql`delete from messaging.deliveries where body ->> 'orderId' = ${order.id}`)
    await app.db.query(sql`update messaging.outbox set due_at = now() where order_id = ${order.id}`)
    expect(await settles(app, order, customer)).toMatchObject({ status: 'confirmed' })
    expect(await ledgerOf(app.gatewayUrl, order.id)).toHaveLength(1)
  })
})

async function placed(app: TestApp, token = 'tok_ok') {
  const [customer, mug] = [await givenUser(app), await givenProduct(app)]
  return { customer, mug, order: await givenOrder(app, customer, orderOf([[mug, 1]], token)) }
}

type Customer = Awaited<ReturnType<typeof placed>>['customer']

async function cancel(app: TestApp, { id }: Order, { headers }: Customer): Promise<Order> {
  const path = `/api/v1/orders/${id}/cancel`
  const answer = await app.http.post(path).set(headers).send({ reason: 'Not needed' }).expect(200)
  return answer.body
}

async function settles(app: TestApp, { id }: Order, { headers }: Customer, timeout = 10_000): Promise<Order> {
  const read = async () => (await app.http.get(`/api/v1/orders/${id}`).set(headers).expect(200)).body
  await expect.poll(async () => (await read()).status, { timeout }).not.toBe('pending')
  return read()
}

async function typesInOutbox(app: TestApp, orderId: string): Promise<string[]> {
  const rows = await app.db.query<{ type: string }>(sql`
    select type from messaging.outbox where order_id = ${orderId} order by position`)
  return rows.map(({ type }) => type)
}
