import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { noteFailure } from './failures.ts'
import type { Message } from './messages.ts'
import { takeDue } from './outbox.ts'

const { db, stop } = await startTestDatabase()
afterAll(stop)
beforeEach(() => db.query(sql`delete from messaging.failures`))
beforeEach(() => db.query(sql`delete from messaging.outbox`))

async function givenParked(body: unknown = message()): Promise<string> {
  const id = randomUUID()
  const parcel = { id, type: 'command.stock.release', body }
  await noteFailure(db, { consumer: 'stock', parcel, error: 'the handler is wrong', limit: 1 })
  return id
}

function message(): Omit<Message, 'id'> {
  const at = new Date().toISOString()
  const cause = { correlationId: 'r1', causationId: 'r1' }
  return { type: 'command.stock.release', orderId: randomUUID(), at, ...cause, data: {} }
}

const outbox = () => db.transaction((trx) => takeDue(trx, 10))

describe('a dead letter', () => {
  test('is listed with its order and what went wrong; what failed and is tried again is none', async () => {
    const body = message()
    const id = await givenParked(body)
    const parcel = { id: randomUUID(), type: body.type, body }
    await noteFailure(db, { consumer: 'stock', parcel, error: 'once', limit: 5 })
    const letters = await listDeadLetters(db)
    expect(letters).toEqual([
      expect.objectContaining({ id, consumer: 'stock', orderId: body.orderId, failures: 1, body }),
    ])
    expect(letters[0]?.error).toBe('the handler is wrong')
  })

  test('that is replayed goes out under an id of its own, and is parked no more', async () => {
    const body = message()
    const id = await givenParked(body)
    const other = await givenParked()
    const [replayed] = await replayDeadLetters(db, [id])
    expect(replayed).toEqual({ id, replayedAs: expect.stringMatching(`^${id}:replay:`) })
    const [sent, ...more] = await outbox()
    expect(sent).toEqual({
      id: replayed?.replayedAs,
      type: body.type,
      body: { ...body, id: replayed?.replayedAs },
    })
    expect(more).toEqual([])
    expect((await listDeadLetters(db)).map((letter) => letter.id)).toEqual([other])
  })

  test('is replayed by nobody who has not named it', async () => {
    await givenParked()
    expect(await replayDeadLetters(db, [randomUUID()])).toEqual([])
    expect(await outbox()).toEqual([])
  })

  test.each([['no object'], [{ orderId: "'; drop table users" }], [{ type: 'x' }]])(
    'that is no message of ours, such as %j, is listed, and stays where it is when all are replayed',
    async (body) => {
      const id = await givenParked(body)
      const sound = await givenParked()
      const replayed = await replayDeadLetters(db)
      expect(replayed).toContainEqual({ id, replayedAs: null })
      expect(replayed).toContainEqual({ id: sound, replayedAs: expect.any(String) })
      expect(await listDeadLetters(db)).toEqual([expect.objectContaining({ id, orderId: null, body })])
    },
  )
})
