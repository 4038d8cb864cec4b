import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import type pg from 'pg'
import { preparingPool } from './pool.ts'
import type { Database } from './schema.ts'

/** What a query runs on: the pool, or the transaction it is part of. */
export type Db = Kysely<Database>
export type Trx = Transaction<Database>

export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) })
}
