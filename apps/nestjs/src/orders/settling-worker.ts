import { setTimeout as sleep } from 'node:timers/promises'
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { Clock } from '../clock.ts'
import { leaseEnd } from './lease.ts'
import { type DueOrder, SettlementRepository } from './settlement.repository.ts'
import { SettlementService } from './settlement.service.ts'

const pollMilliseconds = 250
const outageMilliseconds = 1000
const attemptMilliseconds = 3000
/** An outage leaves hundreds of orders behind, and each may hold its place for as long as an attempt lasts. */
const concurrency = 32

/** Settles what no request is settling (any more): after an outage of the gateway, a crash, a cancellation. */
@Injectable()
export class SettlingWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SettlingWorker.name)
  private readonly stopping = new AbortController()
  private readonly underWay = new Set<Promise<void>>()
  private looking: Promise<void> | undefined

  constructor(
    private readonly queue: SettlementRepository,
    private readonly settlement: SettlementService,
    private readonly clock: Clock,
  ) {}

  // #region settle
  /** Takes on what is due, as far as there is room. One look at a time: an interval does not wait for the last one. */
  @Interval(pollMilliseconds)
  look(): Promise<void> {
    this.looking ??= this.takeOn().finally(() => {
      this.looking = undefined
    })
    return this.looking
  }

  private async takeOn(): Promise<void> {
    const limit = concurrency - this.underWay.size
    if (limit === 0 || this.stopping.signal.aborted) return
    try {
      const now = this.clock.now()
      const claimed = await this.queue.claimDueOrders({ now, leaseEnd: leaseEnd(now), limit })
      for (const due of claimed) this.track(this.settle(due))
    } catch (err) {
      this.logger.error({ err }, 'cannot look for orders to settle')
      await sleep(outageMilliseconds, undefined, { signal: this.stopping.signal }).catch(ignore)
    }
  }

  private async settle(due: DueOrder): Promise<void> {
    const { orderId } = due
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(attemptMilliseconds)])
    try {
      const order = await this.settlement.settle(due, { signal, retries: false, trace: undefined })
      if (!order) return
      this.logger.log({ orderId, status: order.status, payment: order.paymentStatus }, 'settled an order')
    } catch (err) {
      this.logger.error({ err, orderId }, 'cannot settle an order')
    }
  }
  // #endregion

  /** Resolves when nothing is under way any more. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort()
    await this.looking
    await Promise.all(this.underWay)
  }

  private track(work: Promise<void>): void {
    this.underWay.add(work)
    void work.finally(() => {
      this.underWay.delete(work)
      // There may be more than there was room for.
      void this.look()
    })
  }
}

function ignore(): void {
  // The wait was cut short.
}
