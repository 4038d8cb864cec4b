import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from './failures.ts'
import { graceAfter, late } from './grace.ts'

export interface PollOptions {
  /** Milliseconds until the last attempt that counts: 5,000 unless said. */
  within?: number
  /** Milliseconds between two attempts: 40 unless said. */
  every?: number
}

/**
 * Repeats `attempt` while an expectation in it fails, and returns its value as soon as none does. Goes on for a while
 * after the deadline, only to say whether it is late; otherwise the failure is that of the last attempt.
 */
export async function poll<T>(
  attempt: () => Promise<T>,
  options: PollOptions & { signal: AbortSignal },
): Promise<T> {
  const { within = 5000, every = 40, signal } = options
  const started = performance.now()
  let missed: Failure | undefined
  for (;;) {
    const result = await tried(attempt)
    const took = performance.now() - started
    if (!(result instanceof Failure)) {
      if (missed) throw late(missed.message, within, took)
      return result
    }
    if (took + every > within) missed ??= result
    if (took + every > within + graceAfter(within) || signal.aborted) {
      throw new Failure(`${result.message} (within ${within} ms)`, result.details)
    }
    await delay(every, undefined, { signal })
  }
}

async function tried<T>(attempt: () => Promise<T>): Promise<T | Failure> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
