import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import * as z from 'zod'
import type { Db } from '../db/database.ts'
import { openSpan } from '../telemetry/spans.ts'
import { type Alarm, createAlarm } from './alarm.ts'
import type { Broker, Parcel } from './broker.ts'
import type { MessagingMetrics } from './metrics.ts'
import type { Notifications } from './notifications.ts'
import { claimRelay, forget, nextDue, takeDue } from './outbox.ts'

interface Deps {
  db: Db
  broker: Broker
  notifications: Notifications
  logger: Pick<Logger, 'warn'>
  metrics: Pick<MessagingMetrics, 'published'>
}

export interface Relay {
  start: () => void
  stop: () => Promise<void>
}

const batchSize = 100
const outageMilliseconds = 500

/**
 * Brings what is in the outbox to the broker. Any number of relays stand by, and one is at it: so what happens to an
 * order is published in its order, and in large batches instead of many small ones.
 */
export function createRelay({ db, broker, notifications, logger, metrics }: Deps): Relay {
  const alarm: Alarm = createAlarm()
  const unsubscribe = notifications.on('outbox', alarm.ring)
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  // #region relay-messages
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const relayed = await relayBatch()
        if (relayed === 'taken') await standBy()
        else if (relayed < batchSize) await alarm.wait(await untilNextDue())
      } catch (err) {
        logger.warn({ err }, 'cannot publish what is in the outbox')
        await alarm.wait(outageMilliseconds)
      }
    }
  }

  /** A relay that dies in between publishes again: consumers know by the id what they have had. */
  function relayBatch(): Promise<number | 'taken'> {
    return db.transaction(async (trx) => {
      if (!(await claimRelay(trx))) return 'taken'
      const parcels = await takeDue(trx, batchSize)
      if (parcels.length === 0) return 0
      await publish(parcels)
      await forget(trx, parcels)
      for (const { type } of parcels) metrics.published.inc({ type })
      return parcels.length
    })
  }
  // #endregion

  async function publish(parcels: readonly Parcel[]): Promise<void> {
    const traced = parcels.map(trace)
    await broker.publish(traced.map(({ parcel }) => parcel))
    for (const { span } of traced) span.end()
  }

  /** Whoever is at it is told of all that comes. Should it die, this one takes its place at the next look. */
  function standBy(): Promise<unknown> {
    return sleep(notifications.patience(), undefined, { signal: stopping.signal }).catch(ignore)
  }

  async function untilNextDue(): Promise<number> {
    const patience = notifications.patience()
    const wait = (await nextDue(db)) ?? patience
    return Math.max(1, Math.min(wait, patience))
  }

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

const tracedSchema = z.looseObject({ traceparent: z.string().optional() })

/** The message goes on in the trace that wrote it, as part of its publication. */
function trace(parcel: Parcel) {
  const body = tracedSchema.parse(parcel.body)
  const { traceparent } = body
  const attributes = { 'messaging.operation.type': 'send', 'messaging.message.id': parcel.id }
  const span = openSpan({ name: `publish ${parcel.type}`, kind: 'PRODUCER', traceparent, attributes })
  const own = span.traceparent && { traceparent: span.traceparent }
  return { span, parcel: { ...parcel, body: { ...body, ...own } } }
}

function ignore(): void {
  // The wait was cut short.
}
