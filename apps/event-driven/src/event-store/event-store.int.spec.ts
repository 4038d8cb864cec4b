import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestDatabase } from '../../test/support/test-database.ts'
import { sql } from '../db/sql.ts'
import { append, ConcurrencyError, type Position, readAll, readStream } from './event-store.ts'
import { optimistically } from './optimistically.ts'

const { db, stop } = await startTestDatabase()
afterAll(stop)

const beginning: Position = { transactionId: '0', position: 0 }

function happened(streamId: string, expectedVersion: number, ...types: string[]) {
  const events = types.map((type) => ({ id: randomUUID(), type, schemaVersion: 1, data: { type } }))
  return { streamId, expectedVersion, events, metadata: { by: 'spec' }, at: new Date() }
}

const write = (...what: Parameters<typeof happened>) =>
  db.transaction((trx) => append(trx, happened(...what)))

describe('a stream', () => {
  test('has its events in order, as they were written', async () => {
    const id = randomUUID()
    await write(id, 0, 'one', 'two')
    await write(id, 2, 'three')
    const events = await readStream(db, id)
    expect(events.map(({ version, type }) => [version, type])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ])
    expect(events[0]).toMatchObject({ data: { type: 'one' }, metadata: { by: 'spec' }, schemaVersion: 1 })
  })

  test('takes nothing of an append that expects another version', async () => {
    const id = randomUUID()
    await write(id, 0, 'one')
    await expect(write(id, 0, 'other', 'more')).rejects.toThrow(ConcurrencyError)
    expect(await readStream(db, id)).toHaveLength(1)
  })

  test('has one winner of each round, and everybody in the end', async () => {
    const id = randomUUID()
    const writers = Array.from({ length: 8 }, (_, index) =>
      optimistically(db, async (trx) => {
        const { length } = await readStream(trx, id)
        await append(trx, happened(id, length, `writer ${index}`))
      }),
    )
    await Promise.all(writers)
    const types = (await readStream(db, id)).map(({ type }) => type)
    expect(types.toSorted()).toEqual(writers.map((_, index) => `writer ${index}`))
  })

  test('is never rewritten', async () => {
    await write(randomUUID(), 0, 'one')
    await expect(db.query(sql`update event_store.events set type = 'other'`)).rejects.toThrow('append-only')
    await expect(db.query(sql`delete from event_store.events`)).rejects.toThrow('append-only')
  })
})

describe('all events', () => {
  test('are read in parts, without gap or repeat', async () => {
    const id = randomUUID()
    await write(id, 0, 'a', 'b', 'c', 'd', 'e')
    const read: string[] = []
    let last = beginning
    for (;;) {
      const events = await readAll(db, last, 2)
      if (events.length === 0) break
      read.push(...events.filter(({ streamId }) => streamId === id).map(({ type }) => type))
      last = events.at(-1) ?? last
    }
    expect(read).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('are not read past a transaction that has not ended: it may still add some in between', async () => {
    const [early, late] = [randomUUID(), randomUUID()]
    const [reached, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = db.transaction(async (trx) => {
      await append(trx, happened(early, 0, 'early'))
      reached.resolve()
      await ended.promise
    })
    await reached.promise
    await write(late, 0, 'late')
    const streams = async () => (await readAll(db, beginning, 1000)).map(({ streamId }) => streamId)
    expect(await streams()).not.toContain(late)
    ended.resolve()
    await slow
    const both = (await streams()).filter((id) => id === early || id === late)
    expect(both).toEqual([early, late])
  })
})
