import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import * as schema from './schema.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

const tables = Object.values(schema).flatMap((table) => (is(table, PgTable) ? [getTableConfig(table)] : []))

it.each(tables)('$name is as the migrations make it', async ({ name, columns }) => {
  const written = columns.filter(({ generated }) => !generated)
  const described = written.map((column) => ({
    name: column.name,
    type: column.getSQLType().replace('timestamp (', 'timestamp('),
    nullable: !column.notNull,
  }))
  expect(new Set(described)).toEqual(new Set(await columnsOf(name)))
})

async function columnsOf(table: string) {
  const { db, close } = openDatabase({
    url: database.url,
    size: 1,
    applicationName: 'schema spec',
    onIdleError: () => undefined,
  })
  const { rows } = await db.execute(sql`
    select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
    from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
  `)
  await close()
  return rows
}
