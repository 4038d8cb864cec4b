import { once } from 'node:events'
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from './db/database.ts'
import type { Housekeeping } from './housekeeping.ts'
import type { OrderEventFeed } from './orders/order-event-feed.ts'
import type { SettlingWorker } from './orders/settling-worker.ts'

export interface Running {
  server: Server
  worker: SettlingWorker
  feed: OrderEventFeed
  housekeeping: Housekeeping
  db: Db
  /** Aborted first: readiness turns 503. */
  stopping: AbortController
  logger: Logger
}

/** Long enough for a load balancer to see that this instance is not ready any more. */
const noticeMilliseconds = 500
/** Connections that are still busy then are cut. */
const graceMilliseconds = 7000
/** Whatever still hangs then is given up. */
const lastResortMilliseconds = 9500

/** Ends within 10 s, with what is in flight finished (OPS-4). A signal that comes again ends the process at once. */
export function shutDownOn(signals: readonly NodeJS.Signals[], running: Running): void {
  for (const signal of signals) {
    process.once(signal, () => {
      running.logger.info({ signal }, 'stopping')
      void shutDown(running).then(() => process.exit(0))
    })
  }
}

async function shutDown({ server, stopping, logger, ...background }: Running): Promise<void> {
  setTimeout(() => process.exit(1), lastResortMilliseconds).unref()
  stopping.abort()
  background.housekeeping.stop()
  await sleep(noticeMilliseconds)
  await Promise.all([close(server), background.feed.stop(), background.worker.stop()])
  await background.db.destroy()
  logger.info('stopped')
}

/** No new connections; the open ones end with the answer that is under way. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  const deadline = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}
