import type { Bench } from './bench-options.ts'
import { untilIdle } from './server/idle.ts'
import { type Spread, spreadOf } from './statistics.ts'
import { start, type Target } from './target.ts'

const starts = 5

/**
 * Lets each app run once before it is measured: it takes in what it finds in its database, and when it ends Node writes
 * down what V8 has compiled.
 */
export async function runOnce(targets: readonly Target[], { signal, say }: Bench): Promise<void> {
  say('Letting each app run once …')
  for (const target of targets) {
    await using stack = new AsyncDisposableStack()
    const server = await start(target, stack, signal)
    await untilIdle([{ pid: server.pid, databaseUrl: target.databaseUrl }], signal)
    await server.stop()
  }
}

/** Milliseconds from the start of the process to its first list of products, by name. */
export async function measureStartUps(
  targets: readonly Target[],
  { signal, say }: Bench,
): Promise<Map<string, Spread>> {
  const times = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
  for (let turn = 0; turn < starts; turn++) {
    for (const target of targets) {
      await using stack = new AsyncDisposableStack()
      const { startUp } = await start(target, stack, signal)
      times.get(target.name)?.push(startUp)
    }
  }
  const spreads = [...times].map(([name, values]) => [name, spreadOf(values)] as const)
  say(`start-up  ${spreads.map(([name, { median }]) => `${name} ${Math.round(median)} ms`).join('  ')}`)
  return new Map(spreads)
}
