import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from './database.ts'
import { DatabaseUnavailableError } from './errors.ts'
import { createPool } from './pool.ts'
import { sql } from './sql.ts'
import { together } from './together.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

describe('the database', () => {
  it('that cannot be reached is unavailable', async () => {
    await using db = connect('postgres://nobody@127.0.0.1:1/nothing')
    await expect(db.query(sql`select 1`)).rejects.toThrow(DatabaseUnavailableError)
  })

  it('that ends a connection in use is unavailable for its query, and there for the next', async () => {
    await using db = connect(database.url)
    const ended = db.query(sql`select pg_terminate_backend(pg_backend_pid())`)
    await expect(ended).rejects.toThrow(DatabaseUnavailableError)
    await expect(db.query(sql`select 1 as one`)).resolves.toEqual([{ one: 1 }])
  })

  it('that ends a connection between two statements of a transaction is unavailable', async () => {
    await using db = connect(database.url)
    const broken = db.transaction(async (trx) => {
      const [own] = await trx.query<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await db.query(sql`select pg_terminate_backend(${own?.pid}::integer)`)
      const gone = sql`select count(*) as left from pg_stat_activity where pid = ${own?.pid}::integer`
      await expect.poll(() => db.query(gone)).toEqual([{ left: 0 }])
      await trx.query(sql`select 1`)
    })
    await expect(broken).rejects.toThrow(DatabaseUnavailableError)
  })

  it('that does not answer in time is unavailable, and the connection is not used again', async () => {
    await using db = connect(database.url, 1)
    const start = performance.now()
    await expect(db.query(sql`select pg_sleep(20)`)).rejects.toThrow(DatabaseUnavailableError)
    expect(performance.now() - start).toBeLessThan(3000)
    await expect(db.query(sql`select 2 as two`)).resolves.toEqual([{ two: 2 }])
  })

  it('that refuses a statement is not unavailable, and keeps its connection', async () => {
    await using db = connect(database.url, 1)
    const pid = () => db.query(sql`select pg_backend_pid()`)
    const before = await pid()
    await expect(db.query(sql`select * from nothing`)).rejects.toThrow(/does not exist/)
    expect(await pid()).toEqual(before)
  })
})

describe('a transaction', () => {
  it('is all or nothing', async () => {
    await using db = connect(database.url)
    await db.query(sql`create table notes (text text)`)
    const failing = db.transaction(async (trx) => {
      await trx.query(sql`insert into notes values (${'lost'})`)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await db.transaction((trx) => trx.query(sql`insert into notes values (${'kept'})`))
    await expect(db.query(sql`select text from notes`)).resolves.toEqual([{ text: 'kept' }])
  })

  it('whose statements travel together fails with what the first that failed has said', async () => {
    await using db = connect(database.url)
    await db.query(sql`create table pairs (id integer primary key)`)
    const failing = db.transaction(async (trx) => {
      const insert = (id: number) => trx.query(sql`insert into pairs values (${id})`)
      await together([insert(1), insert(1), false, insert(2)])
    })
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    await expect(db.query(sql`select id from pairs`)).resolves.toEqual([])
  })
})

describe('bigint', () => {
  it('is a number', async () => {
    await using db = connect(database.url)
    const rows = await db.query(sql`select 500000000000::bigint as total`)
    expect(rows).toEqual([{ total: 500_000_000_000 }])
  })
})

function connect(url: string, size = 2) {
  const db = createDatabase(createPool({ url, size, name: 'test', onIdleError: () => undefined }))
  return { ...db, [Symbol.asyncDispose]: () => db.end() }
}
