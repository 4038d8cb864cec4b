import type { Order } from '@backend-rosetta/contract/orders'
import { orderSchema } from '@backend-rosetta/contract/orders'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { historyOf } from '../orders/history.ts'
import { fold } from '../orders/order.ts'
import { loadStream } from '../orders/order-stream.ts'
import { importOrders } from './import-orders.ts'

const { db, stop } = await startTestDatabase({ seeded: true })
afterAll(stop)

interface LegacyRow {
  id: string
  status: string
  payment_status: string
  total_amount: number
  notes: string | null
}

let legacy: LegacyRow[]

beforeAll(async () => {
  legacy = await db.query<LegacyRow>(sql`select * from orders order by created_at, id`)
  const { signal } = new AbortController()
  // Many more orders than in a batch, and batches of several sizes, so that each goes on behind another.
  expect(legacy.length).toBeGreaterThan(20)
  await Promise.all([2, 3, 5].map((batchSize) => importOrders({ db, newId, signal, batchSize })))
})

test('every order is taken over, once, however many do it at once', async () => {
  const placed = sql`select count(*) from event_store.events where type = 'order.placed'`
  expect(await db.query(placed)).toEqual([{ count: legacy.length }])
})

test('orders are read as they were', async () => {
  const bodies = await db.query<{ body: Order }>(sql`
    select body from read_model.orders order by created_at, id`)
  const facts = bodies.map(({ body }) => {
    const { id, status, payment, total, notes } = orderSchema.parse(body)
    return { id, status, payment_status: payment.status, total_amount: total.amount, notes }
  })
  expect(facts).toEqual(
    legacy.map(({ id, status, payment_status, total_amount, notes }) => {
      return { id, status, payment_status, total_amount, notes }
    }),
  )
})

test('their histories are what they were', async () => {
  for (const { id } of legacy) {
    const [row] = await db.query<{ events: object[] }>(sql`
      select json_agg(json_build_object('seq', seq, 'type', type, 'data', data) order by seq) as events
      from order_events where order_id = ${id}`)
    const history = historyOf(await loadStream(db, id))
    expect(history.map(({ seq, type, data }) => ({ seq, type, data }))).toEqual(row?.events)
  }
})

test('stock and payments know of them what they need', async () => {
  const [pending, paid] = [idOf('pending'), idOf('confirmed')]
  expect(await db.query(sql`select status from stock.reservations where order_id = ${paid}`)).toEqual([
    { status: 'reserved' },
  ])
  const charges = sql`
    select status, token is not null as token, charge_id is not null as charged
    from payments.charges where order_id = any(${[pending, paid]}::uuid[]) order by status`
  expect(await db.query(charges)).toEqual([
    { status: 'captured', token: false, charged: true },
    { status: 'pending', token: true, charged: false },
  ])
  expect(fold(await loadStream(db, pending))).toMatchObject({ stock: 'held', chargeId: null })
})

test('nothing is asked of anybody, until what is pending is due', async () => {
  const rows = await db.query<{ type: string }>(sql`
    select type from messaging.outbox where due_at > now() + interval '300 days'`)
  const pending = legacy.filter(({ status }) => status === 'pending')
  expect(rows.map(({ type }) => type)).toEqual(pending.map(() => 'command.order.check'))
})

function idOf(status: string): string {
  return legacy.find((row) => row.status === status)?.id ?? ''
}
