import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from './database.ts'
import { DatabaseUnavailableError } from './errors.ts'
import { createPool } from './pool.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

describe('the database', () => {
  it('that cannot be reached is unavailable', async () => {
    await using db = connect('postgres://nobody@127.0.0.1:1/nothing')
    await expect(sql`select 1`.execute(db)).rejects.toThrow(DatabaseUnavailableError)
  })

  it('that ends a connection in use is unavailable for its query, and there for the next', async () => {
    await using db = connect(database.url)
    await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)).rejects.toThrow(
      DatabaseUnavailableError,
    )
    await expect(sql`select 1 as one`.execute(db)).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })

  it('that ends a connection between two statements of a transaction is unavailable', async () => {
    await using db = connect(database.url)
    const broken = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      const pid = rows[0]?.pid
      await sql`select pg_terminate_backend(${pid}::integer)`.execute(db)
      const gone = sql<{
        left: number
      }>`select count(*) as left from pg_stat_activity where pid = ${pid}::integer`
      await expect.poll(async () => (await gone.execute(db)).rows[0]?.left).toBe(0)
      await sql`select 1`.execute(trx)
    })
    await expect(broken).rejects.toThrow(DatabaseUnavailableError)
  })

  it('that does not answer in time is unavailable, and the connection is not used again', async () => {
    await using db = connect(database.url, 1)
    const start = performance.now()
    await expect(sql`select pg_sleep(20)`.execute(db)).rejects.toThrow(DatabaseUnavailableError)
    expect(performance.now() - start).toBeLessThan(3000)
    await expect(sql`select 2 as two`.execute(db)).resolves.toMatchObject({ rows: [{ two: 2 }] })
  })

  it('that refuses a statement is not unavailable', async () => {
    await using db = connect(database.url)
    await expect(sql`select * from nothing`.execute(db)).rejects.toThrow(/does not exist/)
  })
})

describe('bigint', () => {
  it('is a number', async () => {
    await using db = connect(database.url)
    const { rows } = await sql`select 500000000000::bigint as total`.execute(db)
    expect(rows).toEqual([{ total: 500_000_000_000 }])
  })
})

function connect(url: string, size = 2) {
  return createDatabase(createPool({ url, size, onIdleError: () => undefined }))
}
