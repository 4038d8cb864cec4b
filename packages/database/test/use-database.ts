import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

export interface Database {
  url: string
  pool: pg.Pool
  query: pg.Pool['query']
}

/** A migrated database for the tests of one file. */
export function useDatabase(options: { seeded?: boolean } = {}): () => Database {
  let database: TestDatabase | undefined
  let pool: pg.Pool | undefined
  beforeAll(async () => {
    database = await createTestDatabase(options)
    pool = new pg.Pool({ connectionString: database.url })
    // pool.end() does not wait for the server: dropping the database may still meet, and end, a connection.
    pool.on('connect', (client) => client.on('error', () => undefined))
  })
  afterAll(async () => {
    await pool?.end()
    await database?.drop()
  })
  return () => {
    if (database === undefined || pool === undefined) throw new Error('Only tests have a database.')
    return { url: database.url, pool, query: pool.query.bind(pool) }
  }
}
