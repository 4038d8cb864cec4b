import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { leaseEnd } from './lease.ts'
import { claimDueOrders, type DueOrder } from './settlement.repository.ts'
import type { Settlement } from './settlement.service.ts'

interface Deps {
  db: Db
  settlement: Settlement
  logger: Logger
  clock: () => Date
}

const pollMilliseconds = 250
const outageMilliseconds = 1000
const attemptMilliseconds = 3000
/** An outage leaves hundreds of orders behind, and each may hold its place for as long as an attempt lasts. */
const concurrency = 32

export interface SettlingWorker {
  start: () => void
  /** Resolves when nothing is under way any more. */
  stop: () => Promise<void>
}

/** Settles what no request is settling (any more): after an outage of the gateway, a crash, a cancellation. */
export function createSettlingWorker({ db, settlement, logger, clock }: Deps): SettlingWorker {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let running: Promise<void> = Promise.resolve()

  // #region settle
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const claimed = await claim(concurrency - underWay.size)
      for (const due of claimed) track(settle(due))
      if (underWay.size === concurrency) await Promise.race(underWay)
      else if (claimed.length === 0) await pause(pollMilliseconds)
    }
    await Promise.all(underWay)
  }

  async function claim(limit: number): Promise<DueOrder[]> {
    try {
      const now = clock()
      return await claimDueOrders(db, { now, leaseEnd: leaseEnd(now), limit })
    } catch (err) {
      logger.error({ err }, 'cannot look for orders to settle')
      await pause(outageMilliseconds)
      return []
    }
  }

  async function settle(due: DueOrder): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(attemptMilliseconds)])
    try {
      const order = await settlement.settle(due, { signal, retries: false, trace: undefined })
      if (order === due.order) return
      logger.info(
        { orderId: order.id, status: order.status, payment: order.payment.status },
        'settled an order',
      )
    } catch (err) {
      logger.error({ err, orderId: due.order.id }, 'cannot settle an order')
    }
  }
  // #endregion

  function pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { signal: stopping.signal }).catch(ignore)
  }

  function track(work: Promise<void>): void {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  return {
    start() {
      running = run()
    },
    stop() {
      stopping.abort()
      return running
    },
  }
}

function ignore(): void {
  // The wait was cut short.
}
