import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { messageOf } from '../../test/support/handling.ts'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import type { Parcel } from './broker.ts'
import { createMessagingMetrics } from './metrics.ts'
import { createNotifications } from './notifications.ts'
import { send } from './outbox.ts'
import { createRelay } from './relay.ts'

const database = await startTestDatabase()
afterAll(database.stop)

const logger = pino({ level: 'silent' })

/** A relay as in a process of its own. It publishes to `publish`, which stands for a broker. */
function startRelay(publish: (parcels: readonly Parcel[]) => Promise<void>) {
  const db = database.connect()
  const notifications = createNotifications({ databaseUrl: database.url, channels: ['outbox'], logger })
  notifications.start()
  const broker = { publish, subscribe: never, waiting: never, stop: never }
  const metrics = createMessagingMetrics(new Registry())
  const relay = createRelay({ db, broker, notifications, logger, metrics })
  relay.start()
  return async () => {
    await relay.stop()
    await notifications.stop()
  }
}

async function never(): Promise<never> {
  throw new TypeError('a relay only publishes')
}

/** Messages about some orders, each in a transaction of its own, as commands write them. */
async function write(orderIds: readonly string[], rounds: number): Promise<void> {
  for (let number = 1; number <= rounds; number += 1) {
    const messages = orderIds.map((id) => messageOf(id, 'command.order.check', { number }))
    await Promise.all(messages.map((message) => database.db.transaction((trx) => send(trx, [{ message }]))))
  }
}

test('of relays that run side by side, what happens to an order is published in its order', async () => {
  const published: Parcel[] = []
  // Each batch takes less time than the one before it: side by side, the later one would overtake.
  let batches = 0
  const publish = async (parcels: readonly Parcel[]) => {
    batches += 1
    await sleep(30 - ((batches * 10) % 30))
    published.push(...parcels)
  }
  const relays = [startRelay(publish), startRelay(publish), startRelay(publish)]
  const orders = Array.from({ length: 5 }, () => uuidv7())
  await write(orders, 20)
  await expect.poll(() => published.length, { timeout: 10_000 }).toBe(100)
  await Promise.all(relays.map((stop) => stop()))

  const inOrder = Array.from({ length: 20 }, (_, index) => index + 1)
  for (const id of orders) {
    const bodies = published.flatMap(({ body }) => (aboutOrder(body, id) ? [body.data.number] : []))
    expect(bodies).toEqual(inOrder)
  }
})

test('of a relay that is heard of no more, another takes the place', async () => {
  const published: Parcel[] = []
  const { promise: forever, resolve } = Promise.withResolvers<void>()
  let begun = 0
  const hung = startRelay(async () => {
    begun += 1
    await forever
  })
  await write([uuidv7()], 1)
  await expect.poll(() => begun, { timeout: 5000 }).toBe(1)
  const other = startRelay(async (parcels) => void published.push(...parcels))
  await database.db.query(sql`
    select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`)
  await expect.poll(() => published.length, { timeout: 5000 }).toBe(1)
  resolve()
  await Promise.all([hung(), other()])
})

function aboutOrder(body: unknown, id: string): body is { data: { number: number } } {
  return typeof body === 'object' && body !== null && 'orderId' in body && body.orderId === id
}
