import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer, JsMsg } from '@nats-io/jetstream'
import { share } from '../share.ts'
import type { Broker, Delivery, Subscription } from './broker.ts'
import { createNatsConnection, type NatsOptions } from './nats-connection.ts'

const pullMilliseconds = 5000
const outageMilliseconds = 250

/** NATS JetStream. It may come late, go and come back, and have forgotten everything: then all is set up anew. */
export function createNatsBroker(options: NatsOptions): Broker {
  const nats = createNatsConnection(options)
  const prefix = `${options.stream}.`
  const underWay = new Set<Promise<void>>()
  const slots: Array<Promise<void>> = []
  const subscriptions = new Map<string, readonly string[]>()
  let isAway = false
  let stopping = false

  // #region consume
  /** Takes one message after the other. There are as many slots as deliveries may be under way. */
  async function slot(prepare: () => Promise<Consumer>, deliver: Subscription['deliver']): Promise<void> {
    let consumer: Consumer | undefined
    while (!stopping) {
      try {
        consumer ??= await prepare()
        const message = await consumer.next({ expires: pullMilliseconds })
        isAway = false
        await take(message, deliver)
      } catch (err) {
        if (stopping) return
        // Once for all slots: they all say the same.
        if (!isAway) options.logger.warn({ err }, 'cannot take messages from the broker')
        isAway = true
        await sleep(outageMilliseconds)
        consumer = undefined
      }
    }
  }

  async function take(message: JsMsg | null, deliver: Subscription['deliver']): Promise<void> {
    if (!message) return
    if (stopping) message.nak()
    else await track(deliver(deliveryOf(message, prefix)))
  }
  // #endregion

  async function track(work: Promise<void>): Promise<void> {
    underWay.add(work)
    await work.finally(() => underWay.delete(work))
  }

  return {
    // #region publish
    async publish(parcels) {
      await Promise.all(parcels.map((parcel) => nats.publish(parcel)))
    },
    // #endregion

    async subscribe(subscription) {
      const { consumer, patterns, concurrency, deliver } = subscription
      subscriptions.set(consumer, patterns)
      for (const pattern of patterns) {
        const prepare = share(() => nats.prepareConsumer(subscription, pattern))
        await prepare()
        slots.push(...Array.from({ length: concurrency }, () => slot(prepare, deliver)))
      }
    },

    async waiting(consumer) {
      const patterns = subscriptions.get(consumer) ?? []
      const pending = await Promise.all(patterns.map((pattern) => nats.pending(consumer, pattern)))
      return pending.reduce((sum, count) => sum + count, 0)
    },

    async stop() {
      stopping = true
      await Promise.allSettled(underWay)
      await nats.close()
      await Promise.all(slots)
    },
  }
}

function deliveryOf(message: JsMsg, prefix: string): Delivery {
  return {
    id: message.headers?.get('Nats-Msg-Id') ?? '',
    type: message.subject.slice(prefix.length),
    body: bodyOf(message),
    attempt: message.info.deliveryCount,
    ack: async () => message.ack(),
    retry: async (afterMs) => message.nak(afterMs),
  }
}

/** What is no JSON is for the consumer to refuse. */
function bodyOf(message: JsMsg): unknown {
  try {
    return message.json()
  } catch {
    return message.string()
  }
}
