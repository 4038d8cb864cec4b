import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../src/testing.ts'

test('a test database is migrated and empty', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client(database.url)
  await client.connect()
  const { rows } = await client.query('select count(*)::int as orders from orders')
  expect(rows).toEqual([{ orders: 0 }])
  await client.end()
  await database.drop()
})
