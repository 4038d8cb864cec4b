import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Logger } from '../logger.ts'
import { pause } from '../pause.ts'

export interface Running {
  server: Server
  /** Aborted first: readiness turns 503, settling ends. */
  stopping: AbortController
  /** Ends the event streams, and resolves when nothing goes on in the background any more. */
  endBackground: () => Promise<unknown>
  closeDatabase: () => Promise<void>
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

async function shutDown({ server, stopping, endBackground, closeDatabase, logger }: Running): Promise<void> {
  setTimeout(() => process.exit(1), lastResortMilliseconds).unref()
  stopping.abort()
  await pause(noticeMilliseconds, AbortSignal.timeout(graceMilliseconds))
  await Promise.all([close(server), endBackground()])
  await closeDatabase()
  logger.info({}, 'stopped')
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
