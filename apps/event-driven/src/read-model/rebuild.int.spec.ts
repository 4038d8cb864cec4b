import { givenOrder, givenProduct, givenUser, orderOf } from '@backend-rosetta/test-support/fixtures'
import { afterAll, expect, test } from 'vitest'
import { holdLock } from '../../test/support/held-lock.ts'
import { startTestApp } from '../../test/support/test-app.ts'
import { sql } from '../db/sql.ts'
import { RebuildError, rebuildReadModel } from './rebuild.ts'

const app = await startTestApp({ worker: true })
afterAll(() => app.stop())
const { db } = app

const customer = await givenUser(app)
const mug = await givenProduct(app, { stock: 1000 })

/** All that queries read; rows that count nothing are as good as none. */
async function readModel() {
  const unseen = sql`
    select count(*) from event_store.events, read_model.checkpoints as seen
    where (events.transaction_id, events.position) > (seen.transaction_id, seen.position)`
  await expect.poll(() => db.query(unseen), { timeout: 10_000 }).toEqual([{ count: 0 }])
  const [contents] = await db.query(sql`
    select
      (select json_agg(one order by id) from read_model.orders as one) as orders,
      (select json_agg(one order by status) from read_model.order_counts as one where orders <> 0) as counts,
      (select json_agg(one) from read_model.revenue as one where amount <> 0) as revenue,
      (select json_agg(one) from read_model.product_sales as one where quantity <> 0) as sales`)
  return contents
}

async function settled(count: number): Promise<void> {
  const pending = sql`select count(*) from read_model.orders where status = 'pending'`
  await expect.poll(() => db.query(pending), { timeout: 20_000 }).toEqual([{ count: 0 }])
  expect(await db.query(sql`select count(*) from read_model.orders`)).toEqual([{ count }])
}

test('the read model is made anew from the events, and is what it was', async () => {
  for (const token of ['tok_ok', 'tok_declined', 'tok_ok']) {
    await givenOrder(app, customer, orderOf([[mug, 2]], token))
  }
  await givenOrder(app, customer, orderOf([[mug, 100]], 'tok_ok'))
  await settled(4)
  const before = await readModel()
  await db.query(sql`update read_model.orders set status = 'lost', body = '{}', version = 0`)
  await db.query(sql`update read_model.revenue set amount = 0`)
  await rebuildReadModel(db)
  expect(await readModel()).toEqual(before)
})

test('orders that are placed meanwhile are all there, and none fails', async () => {
  const [{ count } = { count: 0 }] = await db.query<{ count: number }>(sql`
    select count(*) from read_model.orders`)
  let rebuilt = 0
  let placing = true
  const rebuilding = (async () => {
    while (placing) {
      await rebuildReadModel(db)
      rebuilt += 1
    }
  })()
  const rounds = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await givenOrder(app, customer, orderOf([[mug, 1]]))
      await app.http.get(`/api/v1/orders/${id}`).set(customer.headers).expect(200)
    }
  })
  await Promise.all(rounds)
  placing = false
  await rebuilding
  expect(rebuilt).toBeGreaterThan(0)
  await settled(count + 40)
  const before = await readModel()
  await rebuildReadModel(db)
  expect(await readModel()).toEqual(before)
}, 60_000)

test('of two rebuilds at the same time one is made, and the other says so', async () => {
  const before = await readModel()
  let second: Promise<void> | undefined
  await rebuildReadModel(db, () => {
    second ??= rebuildReadModel(db)
    second.catch(() => undefined)
  })
  await expect(second).rejects.toThrow(RebuildError)
  expect(await readModel()).toEqual(before)
})

test('a writer that takes its time is waited for', async () => {
  const before = await readModel()
  const held = await holdLock(app.databaseUrl, 'lock table event_store.events in row exclusive mode')
  const rebuilding = rebuildReadModel(db)
  const waiting = sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%exclusive mode%'`
  await expect.poll(() => db.query(waiting), { timeout: 5000 }).toHaveLength(1)
  await expect.poll(() => db.query(waiting), { timeout: 5000, interval: 20 }).toHaveLength(0)
  await held.release()
  await rebuilding
  expect(await readModel()).toEqual(before)
})
