import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Db, openDatabase } from './database.ts'
import { DatabaseUnavailableError, rootOf } from './errors.ts'
import { createPool } from './pool.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

describe('the database', () => {
  it('that cannot be reached is unavailable', async () => {
    await using opened = connect('postgres://nobody@127.0.0.1:1/nothing')
    await expectUnavailable(opened.db.execute(sql`select 1`))
    await expectUnavailable(opened.db.transaction(async (trx) => trx.execute(sql`select 1`)))
  })

  it('that ends a connection in use is unavailable for its query, and there for the next', async () => {
    await using opened = connect(database.url)
    await expectUnavailable(opened.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`))
    await expect(opened.db.execute(sql`select 1 as one`)).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })

  it('that ends the only connection in mid-transaction is unavailable, and there for the next', async () => {
    await using opened = connect(database.url, 1)
    await using other = connect(database.url)
    const broken = opened.db.transaction(async (trx) => {
      await terminate(other.db, await pidOf(trx))
      await trx.execute(sql`select 1`)
    })
    await expectUnavailable(broken)
    await expect(opened.db.transaction(pidOf)).resolves.toBeGreaterThan(0)
  })

  it('that does not answer in time is unavailable, and the connection is not used again', async () => {
    await using opened = connect(database.url, 1)
    const start = performance.now()
    await expectUnavailable(opened.db.execute(sql`select pg_sleep(20)`))
    expect(performance.now() - start).toBeLessThan(3000)
    await expect(opened.db.execute(sql`select 2 as two`)).resolves.toMatchObject({ rows: [{ two: 2 }] })
  })

  it('that refuses a statement is not unavailable, and keeps its connection', async () => {
    await using opened = connect(database.url, 1)
    const before = await pidOf(opened.db)
    const refused = await opened.db.execute(sql`select * from nothing`).catch(rootOf)
    expect(refused).toMatchObject({ message: expect.stringContaining('does not exist') })
    expect(await pidOf(opened.db)).toBe(before)
  })
})

describe('the loss of an idle connection', () => {
  it('is told, and not that connections are closed in the end', async () => {
    const onIdleError = vi.fn()
    const pool = createPool({ url: database.url, size: 1, applicationName: 'pool spec', onIdleError })
    pool.emit('error', new Error('cut'))
    expect(onIdleError).toHaveBeenCalledOnce()
    await pool.end()
    pool.emit('error', new Error('closed'))
    expect(onIdleError).toHaveBeenCalledOnce()
  })
})

describe('a statement', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])('is kept by the server where that is wanted: %s', async (prepare, kept) => {
    await using opened = connect(database.url, 1, prepare)
    const ask = () => opened.db.execute(sql`select ${randomUUID()}::uuid as id`)
    await ask()
    await ask()
    const statements = sql`select name from pg_prepared_statements where statement like '%::uuid as id'`
    expect((await opened.db.execute(statements)).rows).toHaveLength(kept)
  })
})

function connect(url: string, size = 2, prepare = false) {
  const options = { url, size, prepare, applicationName: 'pool spec', onIdleError: () => undefined }
  const { db, close } = openDatabase(options)
  return { db, [Symbol.asyncDispose]: close }
}

async function expectUnavailable(query: Promise<unknown>): Promise<void> {
  expect(await query.then(() => undefined, rootOf)).toBeInstanceOf(DatabaseUnavailableError)
}

async function pidOf(db: Pick<Db, 'execute'>): Promise<number> {
  const { rows } = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return rows[0]?.pid ?? 0
}

/** Resolves when the connection is gone. */
async function terminate(db: Db, pid: number): Promise<void> {
  await db.execute(sql`select pg_terminate_backend(${pid}::integer)`)
  const left = () => db.execute(sql`select 1 from pg_stat_activity where pid = ${pid}::integer`)
  await expect.poll(async () => (await left()).rows, { timeout: 10_000 }).toEqual([])
}
