import { rootOf } from '../db/errors.ts'
import { tidy } from '../housekeeping.ts'
import type { Logger } from '../logger.ts'
import type { SettleDeps } from '../orders/settle.ts'
import { keepSettling } from '../orders/settle-due.ts'

/**
 * Platforms call at most once a minute, and an order has to be settled within 10 s (PAY-2): so it stays for the minute,
 * but for the time that the last orders may take.
 */
const shiftMilliseconds = 55_000
const pollMilliseconds = 500
/** A Worker has six connections, one of them to the database. */
const concurrency = 4

/** What a schedule of one minute has to do. Shifts may overlap: each takes orders that no other one has. */
export async function workShift(deps: SettleDeps & { logger: Logger }): Promise<void> {
  const start = deps.clock()
  const signal = AbortSignal.timeout(shiftMilliseconds)
  await keepSettling(deps, { signal, pollMilliseconds, concurrency })
  if (start.getUTCMinutes() !== 0) return
  await tidy(deps.db, deps.clock()).catch((err) =>
    deps.logger.warn({ err: rootOf(err) }, 'housekeeping failed'),
  )
}
