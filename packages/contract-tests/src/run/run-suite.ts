import { randomInt } from 'node:crypto'
import type { Check } from '../check.ts'
import { cleanUp } from '../clean-up.ts'
import { openSession } from '../session.ts'
import type { Target } from '../target.ts'
import { randomFrom, shuffled } from './random.ts'
import type { Report, Result } from './result.ts'
import { runCheck } from './run-check.ts'
import { schedule } from './schedule.ts'
import { type Selection, selectChecks } from './select.ts'

export interface RunOptions extends Selection {
  target: Target
  /** How many checks run at the same time: 12 unless said. */
  concurrency?: number
  /** The order of the checks follows from it. */
  seed?: number
  /** Stops after the first check that does not pass. */
  bail?: boolean
  /** Leaves products and accounts as they are after the run, to look at them. */
  keep?: boolean
  /** Check or clause ids, each with the reason why this server does not keep it. */
  deviations?: Readonly<Record<string, string>>
  signal?: AbortSignal
  onStart?: (total: number) => void
  onCheck?: (check: Check) => void
  onResult?: (result: Result) => void
}

/**
 * Runs the selected checks against a target. Throws a `TargetError` in one clear sentence when the target is down, is
 * not this API or refuses the admin.
 */
export async function runSuite(checks: readonly Check[], options: RunOptions): Promise<Report> {
  const { target, level, seed = randomInt(2 ** 31), concurrency = 12 } = options
  const startedAt = new Date()
  const started = performance.now()
  const { selected, unselected } = selectChecks(checks, target, options)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])])
  const session = await openSession({ target, level, signal: options.signal ?? stop.signal })
  const results: Result[] = []
  options.onStart?.(selected.length)
  async function run(check: Check): Promise<void> {
    options.onCheck?.(check)
    const result = declared(await runCheck(check, session), options.deviations)
    // What was interrupted says nothing about the server.
    if (options.signal?.aborted) return
    results.push(result)
    options.onResult?.(result)
    if (options.bail && result.outcome !== 'passed' && result.outcome !== 'deviation') stop.abort()
  }
  const apart = target.launcher?.ownDatabases === true
  await schedule(shuffled(selected, randomFrom(seed)), run, { concurrency, apart, signal })
  if (!options.keep) await cleanUp(session)
  return {
    target: target.name,
    level,
    seed,
    startedAt: startedAt.toISOString(),
    milliseconds: Math.round(performance.now() - started),
    complete: results.length === selected.length,
    results: inOrderOf(selected, results),
    unselected,
  }
}

function declared(result: Result, deviations: RunOptions['deviations'] = {}): Result {
  const reason = deviations[result.id] ?? deviations[result.clause]
  return result.outcome === 'failed' && reason ? { ...result, outcome: 'deviation', reason } : result
}

/** The results in the order of the suite, whatever order they came in. */
function inOrderOf(checks: readonly Check[], results: readonly Result[]): Result[] {
  const place = new Map(checks.map(({ id }, index) => [id, index]))
  return results.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}
