import type { Check } from '../check.ts'
import { cleanUp } from '../clean-up.ts'
import type { Session } from '../scope.ts'
import { isTransient, type Result } from './result.ts'

/** Where more checks than this do not pass it was no bad moment. */
const mostRetried = 40

export interface RetryOptions {
  /** How many more times a check may run, where somebody said. */
  retries: number | undefined
  /** Begins a run of its own, so that no fixture of the first one that went wrong stands in the way. */
  open(): Promise<Session>
  run(check: Check, session: Session): Promise<Result>
  keep: boolean | undefined
  signal: AbortSignal
}

/** Unless somebody said, once where all that is wrong is transient. */
export function triesFor(first: Result, retries: number | undefined): number {
  return retries ?? (isTransient(first) ? 1 : 0)
}

/**
 * Runs checks that did not pass again, one at a time. One that passes then is flaky, and keeps what was found at first;
 * otherwise its first result stands.
 */
export async function* retried(
  broken: ReadonlyMap<Check, Result>,
  options: RetryOptions,
): AsyncGenerator<Result> {
  const isWorthIt = broken.size > 0 && broken.size <= mostRetried
  // A server that is gone by now cannot do better.
  const session = isWorthIt ? await options.open().catch(() => undefined) : undefined
  for (const [check, first] of broken) {
    const tries = triesFor(first, options.retries)
    const passes = session !== undefined && (await passesNow(check, session, { ...options, tries }))
    yield passes ? { ...first, outcome: 'flaky' } : first
  }
  if (session) await cleanUp(session, options.keep)
}

async function passesNow(
  check: Check,
  session: Session,
  { tries, run, signal }: RetryOptions & { tries: number },
): Promise<boolean> {
  for (let left = tries; left > 0 && !signal.aborted; left--) {
    const { outcome } = await run(check, session)
    if (outcome === 'passed') return true
  }
  return false
}
