import type { Logger } from 'pino'
import * as z from 'zod'
import type { Db } from '../db/database.ts'
import { DatabaseUnavailableError } from '../db/errors.ts'
import { inSpan, type SpanStart } from '../telemetry/spans.ts'
import type { Delivery, Subscription } from './broker.ts'
import { forgetFailure, noteFailure } from './failures.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { type Message, messageSchema } from './messages.ts'
import type { MessagingMetrics } from './metrics.ts'
import { backoff, RetryLater } from './retry-later.ts'

export type Handler = (message: Message, inbox: Inbox) => Promise<void>

export interface Consumer extends Omit<Subscription, 'deliver'> {
  handle: Handler
}

interface Deps {
  db: Db
  logger: Pick<Logger, 'warn' | 'error'>
  metrics: MessagingMetrics
}

const maxFailures = 5

/** What a consumer does with a delivery: handle it, or find out why that did not go. */
export function createDeliver({ db, logger, metrics }: Deps, { consumer, handle }: Consumer) {
  // #region handle-message
  return async function deliver(delivery: Delivery): Promise<void> {
    const { id, attempt } = delivery
    const parsed = messageSchema.safeParse(delivery.body)
    if (!parsed.success) return fail(delivery, new TypeError(z.prettifyError(parsed.error)), 1)
    try {
      await inSpan(spanOf(consumer, parsed.data), (traceparent) =>
        handle({ ...parsed.data, traceparent }, createInbox(db, consumer, { id, attempt })),
      )
      if (attempt > 1) await forgetFailure(db, consumer, id)
    } catch (error) {
      if (!(error instanceof RetryLater && parsed.data.isReminder)) return notHandled(delivery, error)
      // The next reminder comes by itself: these must not become more and more while something is away.
    }
    metrics.handled.inc({ consumer, outcome: 'done' })
    await delivery.ack()
  }

  async function notHandled(delivery: Delivery, error: unknown): Promise<void> {
    if (error instanceof RetryLater) return again(delivery, error.afterMs)
    if (error instanceof DatabaseUnavailableError) return again(delivery, backoff(delivery.attempt))
    return fail(delivery, error, maxFailures)
  }

  /** A poison message must not hold up the others for ever: some failures, and it is parked. */
  async function fail(delivery: Delivery, err: unknown, limit: number): Promise<void> {
    const { id, type, body, attempt } = delivery
    const error = err instanceof Error ? err.message : String(err)
    const isParked = await noteFailure(db, { consumer, parcel: { id, type, body }, error, limit })
    logger.error({ err, consumer, messageId: id, isParked }, 'cannot handle a message')
    if (!isParked) return again(delivery, backoff(attempt))
    metrics.handled.inc({ consumer, outcome: 'parked' })
    await delivery.ack()
  }
  // #endregion

  async function again(delivery: Delivery, afterMs: number): Promise<void> {
    metrics.handled.inc({ consumer, outcome: 'retried' })
    await delivery.retry(afterMs)
  }
}

/** Source: OpenTelemetry semantic conventions for messaging. */
function spanOf(consumer: string, { id, type, traceparent }: Message): SpanStart {
  const attributes = {
    'messaging.operation.type': 'process',
    'messaging.message.id': id,
    'messaging.consumer.group.name': consumer,
  }
  return { name: `process ${type}`, kind: 'CONSUMER', traceparent, attributes }
}
