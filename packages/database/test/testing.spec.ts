import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { withClient } from '../src/client.ts'
import { createTestDatabase, testServerVariable } from '../src/testing.ts'

function count(url: string, table: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`select count(*)::int as rows from ${table}`)
    return rows[0].rows
  })
}

test('each test database is empty and its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await withClient(one.url, (client) => client.query(`insert into rate_limits (key) values ('x')`))
  expect(await count(one.url, 'rate_limits')).toBe(1)
  expect(await count(two.url, 'rate_limits')).toBe(0)
  await Promise.all([one.drop(), two.drop()])
})

test('a test database can have the demo data in it', async () => {
  const database = await createTestDatabase({ seeded: true })
  expect(await count(database.url, 'products')).toBeGreaterThanOrEqual(40)
  await database.drop()
})

test('a test database can have tables that one app has of its own', async () => {
  const migrations = [await mkdtemp(join(tmpdir(), 'rosetta-migrations-'))]
  await writeFile(join(migrations[0] ?? '', '0001_own.sql'), 'create table own (id int)')
  const [own, other] = await Promise.all([createTestDatabase({ migrations }), createTestDatabase()])
  expect(await count(own.url, 'own')).toBe(0)
  await expect(count(other.url, 'own')).rejects.toThrow('does not exist')
  await Promise.all([own.drop(), other.drop(), rm(migrations[0] ?? '', { recursive: true })])
})

test('a dropped database is gone, also while somebody is connected', async () => {
  const { url, drop } = await createTestDatabase()
  await withClient(url, async (client) => {
    await drop()
    await expect(client.query('select 1')).rejects.toThrow()
  })
  await expect(count(url, 'users')).rejects.toThrow('has no database')
  await drop()
})

test('without a server it says what to do', async () => {
  vi.stubEnv(testServerVariable, undefined)
  await expect(createTestDatabase()).rejects.toThrow(
    `add '@backend-rosetta/database/vitest-setup' to globalSetup`,
  )
  vi.unstubAllEnvs()
})
