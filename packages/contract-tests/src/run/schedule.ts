import type { Check } from '../check.ts'

export interface Schedule {
  /** How many checks run at the same time. */
  concurrency: number
  /** Whether checks that stop servers can run beside the others, because each has a database of its own. */
  apart: boolean
  signal: AbortSignal
}

/** Checks with servers of their own that run at the same time: they mostly wait. */
const SERVERS = 4

/**
 * Runs the checks in the given order: at first the parallel ones, then those that make the gateway fail. Those that
 * stop servers run beside all of them where their servers have databases of their own, and otherwise at the end. Those
 * that cut a database come last and one by one: they time many requests at once, which the others would slow down.
 */
export async function schedule(
  checks: readonly Check[],
  run: (check: Check) => Promise<void>,
  { concurrency, apart, signal }: Schedule,
): Promise<void> {
  const servers = slowFirst(checks.filter((check) => harmsServers(check) && !losesDatabase(check)))
  const others = checks.filter((check) => !harmsServers(check))
  const inPool = (list: readonly Check[], size: number) => runPool(list, run, { size, signal })
  const beside = apart ? inPool(servers, SERVERS) : undefined
  const slow: Promise<unknown>[] = []
  for (const phase of ['parallel', 'outage'] as const) {
    const now = others.filter((check) => check.phase === phase)
    slow.push(
      inPool(
        now.filter((check) => check.slow),
        Number.POSITIVE_INFINITY,
      ),
    )
    await inPool(
      now.filter((check) => !check.slow),
      concurrency,
    )
  }
  await Promise.all([...slow, beside])
  if (!apart) await inPool(servers, 1)
  await inPool(checks.filter(losesDatabase), 1)
}

function slowFirst(checks: readonly Check[]): Check[] {
  return [...checks.filter(({ slow }) => slow), ...checks.filter(({ slow }) => !slow)]
}

function harmsServers(check: Check): boolean {
  return check.needs.includes('process') || losesDatabase(check)
}

function losesDatabase({ needs }: Check): boolean {
  return needs.includes('database')
}

interface Pool {
  size: number
  signal: AbortSignal
}

async function runPool(
  checks: readonly Check[],
  run: (check: Check) => Promise<void>,
  { size, signal }: Pool,
): Promise<void> {
  const queue = checks.values()
  const workers = Array.from({ length: Math.min(size, checks.length) }, async () => {
    for (const check of queue) {
      if (signal.aborted) return
      await run(check)
    }
  })
  await Promise.all(workers)
}
