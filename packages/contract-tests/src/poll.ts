import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from './failures.ts'

export interface PollOptions {
  /** Milliseconds until the last attempt: 5,000 unless said. */
  within?: number
  /** Milliseconds between two attempts: 40 unless said. */
  every?: number
}

/**
 * Repeats `attempt` while an expectation in it fails, and returns its value as soon as none does.
 * At the deadline the failure is that of the last attempt.
 */
export async function poll<T>(
  attempt: () => Promise<T>,
  options: PollOptions & { signal: AbortSignal },
): Promise<T> {
  const { within = 5000, every = 40, signal } = options
  const deadline = performance.now() + within
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (performance.now() + every > deadline || signal.aborted) {
        throw new Failure(`${error.message} (within ${within} ms)`, error.details)
      }
    }
    await delay(every, undefined, { signal })
  }
}
