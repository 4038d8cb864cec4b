import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startNatsBroker, startPostgresBroker } from '../../test/support/brokers.ts'
import { listen, parcelOf } from '../../test/support/listening.ts'
import type { Broker } from './broker.ts'

const brokers = { postgres: await startPostgresBroker(), nats: await startNatsBroker() }
afterAll(async () => {
  for (const broker of Object.values(brokers)) await broker?.stop()
})

/** The port has to hold for each adapter: the app does not know which one it has. */
describe.each(Object.entries(brokers))('the broker on %s', (_, given) => {
  // Where there is no NATS to be had, there is nothing to test.
  const check = test.skipIf(!given)
  let broker: Broker
  let other: Broker
  /** Messages of a kind of their own for each test. */
  let topic: string

  beforeEach(() => {
    topic = `t${randomUUID().slice(0, 8)}`
    if (!given) return
    broker = given.connect()
    other = given.connect()
  })

  check('brings each message to each consumer that asked for its kind', async () => {
    const all = await listen(broker, `${topic}-all`, [`${topic}.a.*`, `${topic}.b.*`])
    const some = await listen(broker, `${topic}-some`, [`${topic}.a.*`])
    const [one, two] = [parcelOf(`${topic}.a.done`), parcelOf(`${topic}.b.done`)]
    await broker.publish([one, two])
    await all.until(2)
    await some.until(1)
    expect(all.ids()).toEqual([one.id, two.id].toSorted())
    expect(some.deliveries).toMatchObject([{ ...one, attempt: 1 }])
  })

  check('keeps a message once, however often it is published', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>()
    const consumer = await listen(broker, topic, [`${topic}.*`], async (delivery) => {
      await later
      await delivery.ack()
    })
    const [parcel, last] = [parcelOf(`${topic}.a`), parcelOf(`${topic}.a`)]
    await Promise.all([broker.publish([parcel]), other.publish([parcel])])
    await broker.publish([parcel, last])
    await consumer.until(2)
    resolve()
    expect(consumer.ids()).toEqual([parcel.id, last.id].toSorted())
  })

  check('shares the messages of a consumer among its processes', async () => {
    const [one, two] = [
      await listen(broker, topic, [`${topic}.*`]),
      await listen(other, topic, [`${topic}.*`]),
    ]
    const parcels = Array.from({ length: 40 }, () => parcelOf(`${topic}.a`))
    await broker.publish(parcels)
    await expect.poll(() => one.deliveries.length + two.deliveries.length, { timeout: 5000 }).toBe(40)
    expect([...one.ids(), ...two.ids()].toSorted()).toEqual(parcels.map(({ id }) => id).toSorted())
  })

  check('delivers again what is given back, and not before its time', async () => {
    const times: number[] = []
    const consumer = await listen(broker, topic, [`${topic}.*`], async (delivery) => {
      times.push(performance.now())
      await (delivery.attempt < 3 ? delivery.retry(300) : delivery.ack())
    })
    await broker.publish([parcelOf(`${topic}.a`)])
    await consumer.until(3)
    expect(consumer.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(590)
  })

  check('delivers again what is neither done nor given back', async () => {
    const consumer = await listen(broker, topic, [`${topic}.*`], async (delivery) => {
      if (delivery.attempt === 2) await delivery.ack()
    })
    await broker.publish([parcelOf(`${topic}.a`)])
    await consumer.until(2)
    expect(consumer.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2])
  })

  check('keeps messages while nobody is there to take them', async () => {
    await listen(other, topic, [`${topic}.*`])
    await other.stop()
    const parcel = parcelOf(`${topic}.a`)
    await broker.publish([parcel])
    const consumer = await listen(broker, topic, [`${topic}.*`])
    await consumer.until(1)
    expect(consumer.ids()).toEqual([parcel.id])
  })

  check('says how many messages wait, without those that are under way', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>()
    const consumer = await listen(broker, topic, [`${topic}.*`], async (delivery) => {
      await later
      await delivery.ack()
    })
    // It takes eight at a time.
    await broker.publish(Array.from({ length: 12 }, () => parcelOf(`${topic}.a`)))
    await consumer.until(8)
    await expect.poll(() => broker.waiting(topic), { timeout: 900, interval: 20 }).toBe(4)
    resolve()
    await consumer.until(12)
    await expect.poll(() => broker.waiting(topic), { timeout: 5000 }).toBe(0)
  })

  check('lets a process end when what it has is done, and not before', async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>()
    const consumer = await listen(other, topic, [`${topic}.*`], async (delivery) => {
      await later
      await delivery.ack()
    })
    const parcel = parcelOf(`${topic}.a`)
    await broker.publish([parcel])
    await consumer.until(1)
    const stopped = other.stop()
    resolve()
    await stopped
    const next = await listen(broker, topic, [`${topic}.*`])
    const last = parcelOf(`${topic}.a`)
    await broker.publish([last])
    await next.until(1)
    expect(next.ids()).toEqual([last.id])
  })
})
