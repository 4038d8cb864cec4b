import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../db/database.ts'
import { rateLimits } from '../db/schema.ts'
import { noteAnswer, noteFailure, readCircuit, takeProbe } from './circuit.ts'

let database: TestDatabase
let here: Database
let there: Database

beforeAll(async () => {
  database = await createTestDatabase()
  const options = { url: database.url, size: 4, applicationName: 'spec', onIdleError: () => undefined }
  here = openDatabase(options)
  there = openDatabase(options)
})

beforeEach(() => here.db.delete(rateLimits))

afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  await database.drop()
})

const noon = new Date('2026-11-20T12:00:00.000Z')

describe('the circuit', () => {
  it('is opened for every instance by failures in a row of all of them', async () => {
    await fail(9)
    expect(await readCircuit(there.db)).toEqual({ failures: 9, open: false })
    await fail(1)
    expect(await readCircuit(there.db)).toEqual({ failures: 10, open: true })
  })

  it('forgets failures when the gateway answers', async () => {
    await fail(9)
    await noteAnswer(there.db, await readCircuit(there.db))
    await fail(9)
    expect((await readCircuit(here.db)).open).toBe(false)
  })

  it('lets one of all instances at a time find out whether the gateway is back', async () => {
    await fail(10)
    expect(await probesAt(249)).toBe(0)
    expect(await probesAt(250)).toBe(1)
    expect(await probesAt(499)).toBe(0)
    expect(await probesAt(500)).toBe(1)
    await noteAnswer(here.db, await readCircuit(here.db))
    expect((await readCircuit(there.db)).open).toBe(false)
  })

  it('leaves no trace as long as all is well', async () => {
    await noteAnswer(here.db, await readCircuit(here.db))
    expect(await here.db.select().from(rateLimits)).toEqual([])
  })
})

async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time++) await noteFailure(time % 2 ? here.db : there.db, noon)
}

/** How many of several callers may ask the gateway then. */
async function probesAt(milliseconds: number): Promise<number> {
  const now = new Date(noon.getTime() + milliseconds)
  const taken = await Promise.all([here, there, here, there].map(({ db }) => takeProbe(db, now)))
  return taken.filter(Boolean).length
}
