import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { createAlarm } from '../messaging/alarm.ts'
import type { Notifications } from '../messaging/notifications.ts'
import { batchSize, projectStatistics } from './statistics-projection.ts'

interface Deps {
  db: Db
  notifications: Notifications
  logger: Pick<Logger, 'warn'>
}

export interface Projector {
  start: () => void
  stop: () => Promise<void>
}

const pollMilliseconds = 1000
/** Events that come close together are counted together. */
const gatherMilliseconds = 200

/** Keeps the statistics up to the events. Of several workers one is at it, whichever comes first. */
export function createStatisticsProjector({ db, notifications, logger }: Deps): Projector {
  const alarm = createAlarm()
  const unsubscribe = notifications.on('order_events', alarm.ring)
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  // #region project-statistics
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const counted = await db.transaction((trx) => projectStatistics(trx))
        if (counted === batchSize) continue
        if (counted === 0) await alarm.wait(notifications.patience())
        await sleep(gatherMilliseconds, undefined, { signal: stopping.signal }).catch(ignore)
      } catch (err) {
        logger.warn({ err }, 'cannot bring the statistics up to date')
        await alarm.wait(pollMilliseconds)
      }
    }
  }
  // #endregion

  return {
    start() {
      running = run()
    },
    stop() {
      stopping.abort()
      unsubscribe()
      alarm.ring()
      return running
    },
  }
}

function ignore(): void {
  // The wait was cut short.
}
