import { Failure, type FailureDetails } from './failures.ts'
import type { Answer } from './http/exchange.ts'

/** Milliseconds: longer than a shared machine stands still. */
const LONGEST = 5000

/** How much longer to wait for what did not come within these milliseconds, to tell the late from the lost. */
export function graceAfter(within: number): number {
  return Math.min(within, LONGEST)
}

/** Something came, but later than promised. Times are in milliseconds. */
export function late(what: string, within: number, took: number, details: FailureDetails = {}): Failure {
  return new Failure(what, {
    ...details,
    expected: `within ${Math.round(within)} ms`,
    received: `after ${Math.round(took)} ms`,
    transient: true,
  })
}

/** What to add to a failure where the server said when to come back: it may be a good one (OPS-1, OPS-8). */
export function ifBusy({ status, headers }: Answer): Pick<FailureDetails, 'transient'> {
  return status === 503 && headers['retry-after'] !== undefined ? { transient: true } : {}
}
