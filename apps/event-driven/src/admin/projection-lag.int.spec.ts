import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { afterAll, expect, test } from 'vitest'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { noteFailure } from '../messaging/failures.ts'
import { measureBacklog } from './projection-lag.ts'

const { db, stop } = await startTestDatabase()
afterAll(stop)

const registry = new Registry()
measureBacklog(registry, db)

async function measured(): Promise<Record<string, number | undefined>> {
  const metrics = await registry.getMetricsAsJSON()
  return Object.fromEntries(metrics.map(({ name, values }) => [name, values[0]?.value]))
}

test('what is behind is told as it is now, and not as it was when it was last asked', async () => {
  expect(await measured()).toEqual({ outbox_messages: 0, dead_letters: 0, projection_lag_seconds: 0 })
  const orderId = randomUUID()
  await db.query(sql`
    insert into messaging.outbox (id, type, order_id, body) values ('m1', 'event.order.placed', ${orderId}, '{}')`)
  const parcel = { id: 'm2', type: 'event.order.placed', body: {} }
  await noteFailure(db, { consumer: 'stock', parcel, error: 'poison', limit: 1 })
  await db.query(sql`
    insert into event_store.events (id, stream_id, version, type, schema_version, data, metadata, at)
    values (${randomUUID()}, ${orderId}, 1, 'order.placed', 2, '{}', '{}', now() - interval '90 seconds')`)
  const { projection_lag_seconds: lag, ...counted } = await measured()
  expect(counted).toEqual({ outbox_messages: 1, dead_letters: 1 })
  expect(lag).toBeGreaterThan(89)
})
