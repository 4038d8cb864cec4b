import { Gauge, type Registry } from 'prom-client'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { share } from '../share.ts'

interface Backlog {
  lag: number
  outbox: number
  deadLetters: number
}

/** How far everything that happens later is behind, as the database knows it: any process can tell. */
export function measureBacklog(registry: Registry, db: Queries): void {
  // Read once for all gauges. Without a database nothing is known; the rest of the metrics is.
  const backlog = share(() => readBacklog(db).catch(() => undefined))
  const registers = [registry]
  new Gauge({
    name: 'outbox_messages',
    help: 'Messages that are due and not published yet.',
    registers,
    async collect() {
      const known = await backlog()
      if (known) this.set(known.outbox)
    },
  })
  new Gauge({
    name: 'dead_letters',
    help: 'Messages that nobody could handle, waiting for an operator.',
    registers,
    async collect() {
      const known = await backlog()
      if (known) this.set(known.deadLetters)
    },
  })
  new Gauge({
    name: 'projection_lag_seconds',
    help: 'Age of the oldest event that a projection has not seen.',
    labelNames: ['projection'],
    registers,
    async collect() {
      const known = await backlog()
      if (known) this.set({ projection: 'statistics' }, known.lag)
    },
  })
}

// #region measure-backlog
async function readBacklog(db: Queries): Promise<Backlog | undefined> {
  const [backlog] = await db.query<Backlog>(sql`
    select
      (select coalesce(extract(epoch from now() - min(at)), 0)::float8
       from event_store.events, read_model.checkpoints as seen
       where seen.projection = 'statistics'
         and (events.transaction_id, events.position) > (seen.transaction_id, seen.position)) as lag,
      (select count(*) from messaging.outbox where due_at <= now()) as outbox,
      (select count(*) from messaging.failures where parked_at is not null) as "deadLetters"`)
  return backlog
}
// #endregion
