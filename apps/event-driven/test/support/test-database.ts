import { createTestDatabase } from '@backend-rosetta/database/testing'
import { v7 as uuidv7 } from 'uuid'
import { createDatabase, type Db } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { sql } from '../../src/db/sql.ts'
import { migrations } from './migrations.ts'

/** A database of its own for a spec, without an app on it. */
export async function startTestDatabase(options: { seeded?: boolean } = {}) {
  const stack = new AsyncDisposableStack()
  const database = await createTestDatabase({ migrations, ...options })
  stack.defer(() => database.drop())
  const connect = () => {
    const pool = createPool({ url: database.url, size: 5, name: 'spec', onIdleError: () => undefined })
    return stack.adopt(createDatabase(pool), (db) => db.end())
  }
  return { url: database.url, db: connect(), connect, stop: () => stack.disposeAsync() }
}

export async function givenProductRow(db: Db, stock: number): Promise<string> {
  const id = uuidv7()
  await db.query(sql`
    insert into products (id, sku, name, price_amount, currency, stock)
    values (${id}, ${`T-${id.slice(-12).toUpperCase()}`}, 'Mug', 1250, 'EUR', ${stock})`)
  return id
}
