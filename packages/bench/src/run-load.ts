import type { Bench } from './bench-options.ts'
import { Runs } from './collect.ts'
import { createPgbench, findPgbench, type Pgbench } from './limits/pgbench.ts'
import { measure } from './load/measure.ts'
import { openSession } from './load/session.ts'
import { untilIdle } from './server/idle.ts'
import { residentBytes } from './server/usage.ts'
import { type RunningTarget, start, type Target } from './target.ts'

export interface Loaded {
  runs: Runs
  /** Bytes. */
  memory: Map<string, { idle: number; loaded: number }>
  pgbench: { rates: number[]; skipped?: string }
}

export function emptyLoad(): Loaded {
  return { runs: new Runs(), memory: new Map(), pgbench: { rates: [] } }
}

/** Starts all targets, lets them take turns under load, and leaves them running. */
export async function measureLoad(targets: readonly Target[], bench: Bench): Promise<Loaded> {
  const loaded = emptyLoad()
  const running = await startAll(targets, bench, loaded)
  const pgbench = bench.chosen.includes('placeOrder') ? await preparePgbench(bench, loaded) : undefined
  const note = () => {
    for (const { name, server } of running) {
      const memory = loaded.memory.get(name)
      if (memory) memory.loaded = Math.max(memory.loaded, residentBytes(server.pid))
    }
  }
  await warmUp(running, bench)
  for (let round = 0; round < bench.rounds; round++) {
    for (const operation of bench.chosen) {
      const rates: string[] = []
      for (const target of running) {
        const run = await measure(operation, target, bench)
        loaded.runs.add(target.name, operation, run)
        rates.push(
          `${target.name} ${Math.round(run.perSecond)}${run.failures ? ` (${run.failures} failed)` : ''}`,
        )
        note()
      }
      if (pgbench && operation === 'placeOrder') {
        const rate = await pgbench.run(round, bench, bench.signal)
        loaded.pgbench.rates.push(rate)
        rates.push(`pgbench ${Math.round(rate)}`)
      }
      bench.say(`round ${round + 1} of ${bench.rounds}  ${operation}, per second  ${rates.join('  ')}`)
    }
  }
  return loaded
}

async function startAll(
  targets: readonly Target[],
  { stack, signal, orders, chosen }: Bench,
  { memory }: Loaded,
): Promise<RunningTarget[]> {
  const servers = []
  for (const target of targets) servers.push({ ...target, server: await start(target, stack, signal) })
  await untilIdle(
    servers.map(({ server: { pid }, databaseUrl }) => ({ pid, databaseUrl })),
    signal,
  )
  for (const { name, server } of servers) {
    const idle = residentBytes(server.pid)
    memory.set(name, { idle, loaded: idle })
  }
  const deep = chosen.includes('listOrdersDeep')
  const running: RunningTarget[] = []
  for (const target of servers) {
    const needsSession = chosen.some(
      (operation) => operation !== 'getProduct' && operation !== 'searchProducts',
    )
    const session = needsSession
      ? await openSession(target.server.url, { orders, deep })
      : { authorization: '', deepCursor: '', orders }
    running.push({ ...target, session })
  }
  return running
}

async function preparePgbench(
  { stack, shop, say }: Bench,
  { pgbench }: Loaded,
): Promise<Pgbench | undefined> {
  if ((await findPgbench()) === undefined) {
    pgbench.skipped = 'there is no pgbench on PATH'
    say(`No limit by pgbench: ${pgbench.skipped}.`)
    return undefined
  }
  const ready = await createPgbench(await shop.copy())
  stack.defer(() => ready.close())
  return ready
}

/** V8 compiles what is used often: nobody's first seconds count. */
async function warmUp(running: readonly RunningTarget[], bench: Bench): Promise<void> {
  const seconds = Math.min(bench.seconds, 2)
  bench.say(`Warming up …`)
  for (const operation of bench.chosen) {
    for (const target of running) await measure(operation, target, { ...bench, seconds })
  }
}
