import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker, Delivery } from '../../src/messaging/broker.ts'

/** A broker that delivers every message twice, the second time beside others, and none in its turn. */
export function unruly(broker: Broker): Broker {
  return {
    ...broker,
    subscribe: (subscription) =>
      broker.subscribe({
        ...subscription,
        concurrency: subscription.concurrency * 4,
        deliver: (delivery) => twice(delivery, subscription.deliver),
      }),
  }
}

async function twice(delivery: Delivery, deliver: (delivery: Delivery) => Promise<void>): Promise<void> {
  const retries: number[] = []
  const late = async () => {
    await sleep(Math.random() * 200)
    const retry = async (afterMs: number) => void retries.push(afterMs)
    await deliver({ ...delivery, ack: async () => undefined, retry })
  }
  await Promise.all([late(), late()])
  if (retries.length > 0) await delivery.retry(Math.max(...retries))
  else await delivery.ack()
}
