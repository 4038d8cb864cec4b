import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Broker, Delivery, Parcel } from '../../src/messaging/broker.ts'

export function parcelOf(type: string): Parcel {
  return { id: randomUUID(), type, body: { text: 'Ä “quoted” text' } }
}

/** A consumer that remembers what it got. */
export async function listen(
  broker: Broker,
  consumer: string,
  patterns: readonly string[],
  handle = (delivery: Delivery) => delivery.ack(),
) {
  const deliveries: Delivery[] = []
  await broker.subscribe({
    consumer,
    patterns,
    concurrency: 8,
    ackWaitMs: 1000,
    deliver(delivery) {
      deliveries.push(delivery)
      return handle(delivery)
    },
  })
  return {
    deliveries,
    ids: () => deliveries.map(({ id }) => id).toSorted(),
    async until(count: number) {
      await expect
        .poll(() => deliveries.length, { timeout: 5000, interval: 10 })
        .toBeGreaterThanOrEqual(count)
    },
  }
}
