import type { Bench, Size } from './bench-options.ts'
import { Runs } from './collect.ts'
import { createPgbench, findPgbench, type Pgbench } from './limits/pgbench.ts'
import { measure } from './load/measure.ts'
import { openSession } from './load/session.ts'
import type { BenchOperation } from './measures.ts'
import { untilIdle } from './server/idle.ts'
import { residentBytes } from './server/usage.ts'
import { targetsOf } from './sizes.ts'
import { type RunningTarget, start } from './target.ts'

export interface Loaded {
  runs: Runs
  /** Bytes. */
  memory: Map<string, { idle: number; loaded: number }>
  pgbench: { rates: number[]; skipped?: string }
}

export function emptyLoad(): Loaded {
  return { runs: new Runs(), memory: new Map(), pgbench: { rates: [] } }
}

/** What anybody may ask. */
const anonymous: ReadonlySet<BenchOperation> = new Set(['getLiveness', 'getProduct', 'searchProducts'])

/** One number of orders under load. */
interface Loading {
  size: Size
  running: readonly RunningTarget[]
  pgbench: Pgbench | undefined
  loaded: Loaded
}

/**
 * Starts all targets of all sizes, lets them take turns under load, and leaves them running. A target has its turns with
 * few and with many orders right after each other: how they compare must not hang on the weather.
 */
export async function measureLoad(sizes: readonly Size[], bench: Bench): Promise<Loaded[]> {
  const loadings: Loading[] = []
  for (const size of sizes) loadings.push(await startAll(size, bench))
  await warmUp(loadings, bench)
  for (let round = 0; round < bench.rounds; round++) {
    for (const operation of bench.chosen) {
      const rates = await takeTurns(operation, loadings, bench)
      for (const [index, loading] of loadings.entries()) {
        const said = [...(rates[index] ?? []), ...(await placeByPgbench(operation, round, loading, bench))]
        const size = loadings.length > 1 ? `, ${loading.size.orders.toLocaleString('en')} orders` : ''
        const turn = `round ${round + 1} of ${bench.rounds}`
        bench.say(`${turn}  ${operation}${size}, per second  ${said.join('  ')}`)
      }
    }
  }
  return loadings.map(({ loaded }) => loaded)
}

/** @returns for each size what its targets reached, in words */
async function takeTurns(
  operation: BenchOperation,
  loadings: readonly Loading[],
  bench: Bench,
): Promise<string[][]> {
  const rates = loadings.map((): string[] => [])
  for (const { target, loaded, said } of turnsOf(loadings, rates)) {
    const run = await measure(operation, target, bench)
    loaded.runs.add(target.name, operation, run)
    const failed = run.failures ? ` (${run.failures} failed)` : ''
    said.push(`${target.name} ${Math.round(run.perSecond)}${failed}`)
    noteMemory(loadings)
  }
  return rates
}

function turnsOf(loadings: readonly Loading[], rates: string[][]) {
  const turns = loadings.flatMap(({ running, loaded }, index) =>
    running.map((target, place) => ({ target, loaded, said: rates[index] ?? [], place })),
  )
  return turns.toSorted((a, b) => a.place - b.place)
}

function noteMemory(loadings: readonly Loading[]): void {
  for (const { running, loaded } of loadings) {
    for (const { name, server } of running) {
      const memory = loaded.memory.get(name)
      if (memory) memory.loaded = Math.max(memory.loaded, residentBytes(server.pid))
    }
  }
}

async function placeByPgbench(
  operation: BenchOperation,
  round: number,
  { pgbench, loaded }: Loading,
  bench: Bench,
): Promise<string[]> {
  if (!pgbench || operation !== 'placeOrder') return []
  const rate = await pgbench.run(round, bench, bench.signal)
  loaded.pgbench.rates.push(rate)
  return [`pgbench ${Math.round(rate)}`]
}

async function startAll(size: Size, bench: Bench): Promise<Loading> {
  const { stack, signal, chosen } = bench
  const { orders } = size
  const loaded = emptyLoad()
  const servers = []
  for (const target of targetsOf(size))
    servers.push({ ...target, server: await start(target, stack, signal) })
  await untilIdle(
    servers.map(({ server: { pid }, databaseUrl }) => ({ pid, databaseUrl })),
    signal,
  )
  for (const { name, server } of servers) {
    const idle = residentBytes(server.pid)
    loaded.memory.set(name, { idle, loaded: idle })
  }
  const deep = chosen.includes('listOrdersDeep')
  const running: RunningTarget[] = []
  for (const target of servers) {
    const session = chosen.some((operation) => !anonymous.has(operation))
      ? await openSession(target.server.url, { orders, deep })
      : { authorization: '', deepCursor: '', orders }
    running.push({ ...target, session })
  }
  const pgbench = chosen.includes('placeOrder') ? await preparePgbench(size, bench, loaded) : undefined
  return { size, running, pgbench, loaded }
}

async function preparePgbench(
  { shop }: Size,
  { stack, say }: Bench,
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
async function warmUp(loadings: readonly Loading[], bench: Bench): Promise<void> {
  const seconds = Math.min(bench.seconds, 2)
  bench.say('Warming up …')
  for (const operation of bench.chosen) {
    for (const { running } of loadings) {
      for (const target of running) await measure(operation, target, { ...bench, seconds })
    }
  }
}
