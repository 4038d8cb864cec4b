import { randomInt } from 'node:crypto'
import type { Check } from '../check.ts'
import { cleanUp } from '../clean-up.ts'
import type { Session } from '../scope.ts'
import { openSession } from '../session.ts'
import type { Target } from '../target.ts'
import { type Deviations, reasonOf } from './deviations.ts'
import { randomFrom, shuffled } from './random.ts'
import { isBad, type Report, type Result } from './result.ts'
import { retried, triesFor } from './retry.ts'
import { runCheck } from './run-check.ts'
import { schedule } from './schedule.ts'
import { type Selection, selectChecks } from './select.ts'

export interface RunOptions extends Selection {
  target: Target
  /** How many checks run at the same time: 12 unless said. */
  concurrency?: number
  /** The order of the checks follows from it. */
  seed?: number
  /**
   * How many times a check that does not pass runs again, when all others are done. Unless said, it is once where all
   * that is wrong is transient, and not at all otherwise.
   */
  retries?: number
  /** Stops after the first check that does not pass. */
  bail?: boolean
  /** Leaves products and accounts as they are after the run, to look at them. */
  keep?: boolean
  deviations?: Deviations
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
  const { target, level, seed = randomInt(2 ** 31), concurrency = 12, retries, keep } = options
  const startedAt = new Date()
  const started = performance.now()
  const { selected, unselected } = selectChecks(checks, target, options)
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])])
  const open = () => openSession({ target, level, signal: options.signal ?? stop.signal })
  const session = await open()
  const results: Result[] = []
  const broken = new Map<Check, Result>()
  options.onStart?.(selected.length)
  async function runIn(own: Session, check: Check): Promise<Result> {
    options.onCheck?.(check)
    return declared(await runCheck(check, own), options.deviations)
  }
  function settle(result: Result): void {
    results.push(result)
    options.onResult?.(result)
    if (options.bail && isBad(result)) stop.abort()
  }
  async function run(check: Check): Promise<void> {
    const result = await runIn(session, check)
    // What was interrupted says nothing about the server.
    if (options.signal?.aborted) return
    if (isBad(result) && !options.bail && triesFor(result, retries) > 0) broken.set(check, result)
    else settle(result)
  }
  const apart = target.launcher?.ownDatabases === true
  await schedule(shuffled(selected, randomFrom(seed)), run, { concurrency, apart, signal })
  await cleanUp(session, keep)
  const again = { retries, open, keep, signal, run: (check: Check, own: Session) => runIn(own, check) }
  for await (const result of retried(broken, again)) settle(result)
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

function declared(result: Result, deviations: Deviations = {}): Result {
  const reason = reasonOf(deviations, result)
  return result.outcome === 'failed' && reason ? { ...result, outcome: 'deviation', reason } : result
}

/** The results in the order of the suite, whatever order they came in. */
function inOrderOf(checks: readonly Check[], results: readonly Result[]): Result[] {
  const place = new Map(checks.map(({ id }, index) => [id, index]))
  return results.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}
