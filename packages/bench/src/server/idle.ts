import { setTimeout as delay } from 'node:timers/promises'
import { withClient } from '@backend-rosetta/database/client'
import type { Client } from 'pg'
import { cpuMicros } from './usage.ts'

const lookMs = 1000
/** Of one core. What an app does by the clock takes less, what it still has to do after its start takes more. */
const calmShare = 0.1
/** PostgreSQL tells of what was written only now and then, and a long statement takes no time of the app. */
const calmLooks = 3
/** An app that takes in a million orders first needs a while. */
const patienceMs = 30 * 60_000

export interface Watched {
  pid: number
  databaseUrl: string
}

/** Waits until servers have done what they do after their start, such as taking in what is in the database. */
export async function untilIdle(servers: readonly Watched[], signal: AbortSignal): Promise<void> {
  const [first] = servers
  if (first) await withClient(first.databaseUrl, (client) => watch(client, servers, signal))
}

async function watch(client: Client, servers: readonly Watched[], signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + patienceMs
  let before = await look(client, servers)
  let calm = 0
  while (calm < calmLooks && performance.now() < deadline) {
    await delay(lookMs, undefined, { signal })
    const now = await look(client, servers)
    calm = isCalm(before, now) ? calm + 1 : 0
    before = now
  }
}

interface Look {
  /** Processor time of each server, microseconds. */
  cpu: ReadonlyArray<number | undefined>
  /** Rows written in their databases since these are there. */
  written: string
  /** Statements that run, or transactions that are open. */
  active: number
}

async function look(client: Client, servers: readonly Watched[]): Promise<Look> {
  const names = servers.map(({ databaseUrl }) => decodeURIComponent(new URL(databaseUrl).pathname.slice(1)))
  const { rows } = await client.query<Omit<Look, 'cpu'>>(
    `select sum(tup_inserted + tup_updated + tup_deleted)::text as written,
       (select count(*)::integer from pg_stat_activity where datname = any($1) and backend_type = 'client backend'
          and state <> 'idle' and pid <> pg_backend_pid()) as active
     from pg_stat_database where datname = any($1)`,
    [names],
  )
  return { cpu: servers.map(({ pid }) => cpuMicros(pid)), written: '', active: 0, ...rows[0] }
}

function isCalm(before: Look, { cpu, written, active }: Look): boolean {
  const busy = cpu.some(
    (micros, index) => (micros ?? 0) - (before.cpu[index] ?? 0) > calmShare * lookMs * 1000,
  )
  return !busy && active === 0 && written === before.written
}
