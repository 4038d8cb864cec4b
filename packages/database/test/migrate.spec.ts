import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withClient } from '../src/client.ts'
import { dropDatabase, ensureDatabase } from '../src/databases.ts'
import { DatabaseSetupError } from '../src/errors.ts'
import { migrate } from '../src/migrate.ts'
import { migrationsFolder, readMigrations } from '../src/migration-files.ts'
import { testServerVariable } from '../src/testing.ts'

const server = process.env[testServerVariable] ?? ''
const name = `rosetta_migrate_${process.pid}`
let folder: string
let own: string
let url: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rosetta-migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
  own = await mkdtemp(join(tmpdir(), 'rosetta-migrations-'))
  url = await ensureDatabase(server, name, { reset: true })
})

afterEach(async () => {
  for (const path of [folder, own]) await rm(path, { recursive: true })
  await dropDatabase(server, name)
})

async function tables(): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    return rows.map((row) => row.name)
  })
}

test('every file runs once, in order', async () => {
  const names = (await readMigrations()).map((migration) => migration.name)
  expect(await migrate(url)).toEqual(names)
  expect(await migrate(url)).toEqual([])
  expect(await tables()).toEqual([
    'idempotency_keys',
    'order_events',
    'order_items',
    'orders',
    'products',
    'rate_limits',
    'refresh_tokens',
    'schema_migrations',
    'sessions',
    'users',
  ])
})

test('of several instances that start at once, each file is run by one', async () => {
  const runs = await Promise.all(Array.from({ length: 5 }, () => migrate(url)))
  expect(runs.flat().sort()).toEqual((await readMigrations()).map((migration) => migration.name))
})

test('the files of an app run after the shared ones, and are known from then on', async () => {
  await writeFile(join(own, '0001_own.sql'), 'create table own (id uuid references users (id))')
  const names = (await readMigrations()).map((migration) => migration.name)
  expect(await migrate(url, [migrationsFolder, own])).toEqual([...names, '0001_own.sql'])
  expect(await migrate(url, [migrationsFolder, own])).toEqual([])
})

test('a later file runs on top of the others', async () => {
  await migrate(url, [folder])
  await writeFile(join(folder, '9000_later.sql'), 'create table later (id int)')
  expect(await migrate(url, [folder])).toEqual(['9000_later.sql'])
  expect(await tables()).toContain('later')
})

test('a file that fails leaves nothing behind, and runs again when it is corrected', async () => {
  const file = join(folder, '9000_later.sql')
  await writeFile(file, 'create table later (id int); select 1 / 0')
  await expect(migrate(url, [folder])).rejects.toThrow(
    'The migration 9000_later.sql failed and was rolled back: division by zero.',
  )
  expect(await tables()).not.toContain('later')
  await writeFile(file, 'create table later (id int)')
  expect(await migrate(url, [folder])).toEqual(['9000_later.sql'])
})

test('a file that was changed after it ran is refused', async () => {
  await migrate(url, [folder])
  await writeFile(join(folder, '0002_catalogue.sql'), '-- nothing any more')
  await expect(migrate(url, [folder])).rejects.toThrow(DatabaseSetupError)
  await expect(migrate(url, [folder])).rejects.toThrow('0002_catalogue.sql was changed after it ran')
})

test('other line ends are no change', async () => {
  await migrate(url, [folder])
  const file = join(folder, '0002_catalogue.sql')
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'))
  expect(await migrate(url, [folder])).toEqual([])
})

test('a database that is ahead of the checkout is refused', async () => {
  await migrate(url, [folder])
  await rm(join(folder, '0005_idempotency.sql'))
  await expect(migrate(url, [folder])).rejects.toThrow(
    'The database has the migration 0005_idempotency.sql, which this checkout lacks',
  )
})
