import { setTimeout as delay } from 'node:timers/promises'
import { UserError } from '../user-error.ts'

const deadlineMs = 30_000

/**
 * Polls an app until it says that it is ready.
 * @throws UserError after 30 s; whatever aborted the signal, if that comes first
 */
export async function untilReady(name: string, url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + deadlineMs
  while (!(await isReady(url, signal))) {
    signal.throwIfAborted()
    if (Date.now() > deadline)
      throw new UserError(`${name} did not become ready within ${deadlineMs / 1000} s.`)
    await delay(25, undefined, { signal })
  }
}

async function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(2_000)])
    const response = await fetch(`${url}/health/ready`, { signal: limit })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
