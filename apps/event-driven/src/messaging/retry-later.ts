/** Nothing is wrong with the message: what it needs is not there now. It comes again, and that does not count. */
export class RetryLater extends Error {
  override name = 'RetryLater'
  readonly afterMs: number

  constructor(afterMs: number) {
    super(`not now: again in ${afterMs} ms`)
    this.afterMs = afterMs
  }
}

/** Soon, and never later than in 2 s (PAY-2). */
export function backoff(attempt: number): number {
  return Math.min(2000, 250 * 2 ** Math.min(attempt - 1, 3))
}
