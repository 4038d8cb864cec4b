import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { createPool, type PoolOptions } from './pool.ts'
import * as relations from './relations.ts'
import * as tables from './schema.ts'

const schema = { ...tables, ...relations }

/** What a query runs on: connections of the pool, or the transaction it is part of. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>
export type Trx = Parameters<Parameters<Db['transaction']>[0]>[0]

export interface Database {
  db: Db
  close: () => Promise<void>
}

/** Opens nothing yet: the first query connects. */
export function openDatabase(options: PoolOptions): Database {
  const pool = createPool(options)
  return { db: drizzle({ client: pool, schema }), close: () => pool.end() }
}
