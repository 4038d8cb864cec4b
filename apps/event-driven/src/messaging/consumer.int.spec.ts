import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { DatabaseUnavailableError } from '../db/errors.ts'
import { sql } from '../db/sql.ts'
import type { Delivery } from './broker.ts'
import { createDeliver, type Handler } from './consumer.ts'
import type { Message } from './messages.ts'
import { createMessagingMetrics } from './metrics.ts'
import { send, takeDue } from './outbox.ts'
import { RetryLater } from './retry-later.ts'

const { db, stop } = await startTestDatabase()
afterAll(stop)

const metrics = createMessagingMetrics(new Registry())
const logger = { warn: () => undefined, error: () => undefined }

function message(): Message {
  return {
    id: `command.stock.release:${randomUUID()}`,
    type: 'command.stock.release',
    orderId: randomUUID(),
    at: new Date().toISOString(),
    correlationId: 'r1',
    causationId: 'r1',
    data: {},
  }
}

/** A consumer of its own, and what it did with the deliveries of one message. */
function given(handle: Handler, body: unknown = message()) {
  const consumer = `spec-${randomUUID()}`
  const id = typeof body === 'object' && body && 'id' in body ? String(body.id) : randomUUID()
  const done: string[] = []
  const deliver = createDeliver(
    { db, logger, metrics },
    { consumer, handle, patterns: [], concurrency: 1, ackWaitMs: 1000 },
  )
  return {
    id,
    done,
    async deliver(attempt = 1) {
      const ack = async () => void done.push('done')
      const retry = async (afterMs: number) => void done.push(`again in ${afterMs}`)
      const delivery: Delivery = { id, type: 'command.stock.release', body, attempt, ack, retry }
      await deliver(delivery)
    },
    failures: () =>
      db.query(sql`
        select failures, error, parked_at is not null as parked from messaging.failures
        where consumer = ${consumer}`),
  }
}

describe('a message', () => {
  test('that is handled is done', async () => {
    const consumer = given(async () => undefined)
    await consumer.deliver()
    expect(consumer.done).toEqual(['done'])
  })

  test('that comes twice has its effect once, and is done both times', async () => {
    let effects = 0
    const consumer = given((_, inbox) =>
      inbox.once(async () => {
        effects += 1
      }),
    )
    await Promise.all([consumer.deliver(1), consumer.deliver(2)])
    await consumer.deliver(3)
    expect({ effects, done: consumer.done }).toEqual({ effects: 1, done: ['done', 'done', 'done'] })
  })

  test('whose effect fails leaves nothing behind, and works the next time', async () => {
    const sent = message()
    const consumer = given((_, inbox) =>
      inbox.once(async (trx) => {
        await send(trx, [{ message: sent }])
        if (inbox.attempt === 1) throw new Error('half done')
      }),
    )
    await consumer.deliver(1)
    expect(await published(sent.id)).toBe(false)
    await consumer.deliver(2)
    expect(await published(sent.id)).toBe(true)
    expect(await consumer.failures()).toEqual([])
  })
})

describe('a message that cannot be handled', () => {
  test('comes again, later each time, and is parked after five failures', async () => {
    const consumer = given(async () => {
      throw new Error('poison')
    })
    for (const attempt of [1, 2, 3, 4, 5]) await consumer.deliver(attempt)
    const waits = [250, 500, 1000, 2000].map((milliseconds) => `again in ${milliseconds}`)
    expect(consumer.done).toEqual([...waits, 'done'])
    expect(await consumer.failures()).toEqual([{ failures: 5, error: 'poison', parked: true }])
  })

  test('is parked at once when it is no message', async () => {
    const consumer = given(async () => undefined, {
      id: 'x',
      type: 'command.stock.release',
      data: 'nonsense',
    })
    await consumer.deliver()
    expect(consumer.done).toEqual(['done'])
    const [failure] = await consumer.failures()
    expect(failure).toMatchObject({ failures: 1, parked: true })
    expect(failure?.['error']).toContain('orderId')
  })

  test('for want of something outside comes again for as long as it takes', async () => {
    const consumer = given(async () => {
      throw new RetryLater(700)
    })
    for (const attempt of [1, 2, 3, 4, 5, 6, 7]) await consumer.deliver(attempt)
    expect(new Set(consumer.done)).toEqual(new Set(['again in 700']))
    expect(await consumer.failures()).toEqual([])
  })

  test('for want of something outside is let go when it is a reminder', async () => {
    const consumer = given(
      async () => {
        throw new RetryLater(700)
      },
      { ...message(), isReminder: true },
    )
    await consumer.deliver()
    expect(consumer.done).toEqual(['done'])
  })

  test('for want of the database comes again as well', async () => {
    const consumer = given(async () => {
      throw new DatabaseUnavailableError(new Error('gone'))
    })
    await consumer.deliver(9)
    expect(consumer.done).toEqual(['again in 2000'])
    expect(await consumer.failures()).toEqual([])
  })
})

describe('the outbox', () => {
  test('holds a timer back until it is due', async () => {
    const [now, later] = [message(), message()]
    await db.transaction((trx) => send(trx, [{ message: now }, { message: later, afterMs: 60_000 }]))
    expect([await published(now.id), await published(later.id)]).toEqual([true, false])
  })

  test('has a message of one id once', async () => {
    const twice = message()
    await db.transaction((trx) => send(trx, [{ message: twice }]))
    await db.transaction((trx) => send(trx, [{ message: twice }]))
    const due = await db.transaction((trx) => takeDue(trx, 1000))
    expect(due.filter(({ id }) => id === twice.id)).toHaveLength(1)
  })

  test('gives each message to one of two relays that take at the same time', async () => {
    const messages = Array.from({ length: 6 }, message)
    await db.transaction((trx) =>
      send(
        trx,
        messages.map((one) => ({ message: one })),
      ),
    )
    await db.transaction(async (one) => {
      const first = await takeDue(one, 3)
      const second = await db.transaction((two) => takeDue(two, 1000))
      const ids = [...first, ...second].map(({ id }) => id)
      expect(ids.length).toBe(new Set(ids).size)
      expect(first).toHaveLength(3)
    })
  })
})

/** Whether a relay would publish it now. */
async function published(id: string): Promise<boolean> {
  const due = await db.transaction((trx) => takeDue(trx, 1000))
  return due.some((parcel) => parcel.id === id)
}
