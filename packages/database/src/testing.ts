import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { codeOf } from './connection-errors.ts'
import {
  createDatabase,
  databaseUrl,
  dropDatabase,
  ensureDatabase,
  withMaintenanceClient,
} from './databases.ts'
import { DatabaseSetupError } from './errors.ts'
import { migrate } from './migrate.ts'
import { fingerprint, migrationsFolder, readMigrations } from './migration-files.ts'
import { seed } from './seed.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** Names the server for tests. `@backend-rosetta/database/vitest-setup` sets it. */
export const testServerVariable = 'ROSETTA_TEST_SERVER'

const templatePrefix = 'rosetta_template_'
const building = 'rosetta_building'

export interface TestDatabaseOptions {
  /** With the demo data in it. */
  seeded?: boolean
  /** Folders of migrations that the app has of its own. */
  migrations?: readonly string[] | undefined
}

// Any number will do; it keeps two processes from making the template at the same time.
const lock = 5_174_012

/**
 * A migrated database of its own, cloned from a template in some 40 ms.
 * @throws DatabaseSetupError when no server was provided or it cannot be used.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { seeded = false, migrations = [] } = options
  const server = testServer()
  const name = `rosetta_test_${randomBytes(8).toString('hex')}`
  const template = await templateFor(migrations)
  await withMaintenanceClient(server, async (client) => {
    while (!(await clone(client, name, template.name))) await makeTemplate(client, server, template)
  })
  const url = databaseUrl(server, name)
  if (seeded) await seed(url)
  return { url, drop: () => dropDatabase(server, name) }
}

interface Template {
  name: string
  /** What its name begins with; others like it are of older migrations. */
  kind: string
  folders: readonly string[]
}

async function templateFor(migrations: readonly string[]): Promise<Template> {
  const kind = `${templatePrefix}${migrations.length > 0 ? 'more' : 'base'}_`
  const folders = [migrationsFolder, ...migrations]
  return { name: kind + fingerprint(await readMigrations(folders)), kind, folders }
}

function testServer(): string {
  const server = process.env[testServerVariable]
  if (server !== undefined) return server
  throw new DatabaseSetupError(
    `No PostgreSQL for tests: add '@backend-rosetta/database/vitest-setup' to globalSetup in vitest.config.ts, or set ${testServerVariable}.`,
  )
}

/** @returns whether there was a template to clone. */
async function clone(client: Client, name: string, template: string): Promise<boolean> {
  // Copying files waits for the disk twice and is the faster way only where nobody waits for the disk.
  const { rows } = await client.query(`select current_setting('fsync') = 'off' as careless`)
  const strategy = rows[0]?.careless ? 'file_copy' : 'wal_log'
  try {
    await createDatabase(client, name, `template ${template} strategy ${strategy}`)
    return true
  } catch (error) {
    if (codeOf(error) === '3D000') return false
    throw error
  }
}

/** Builds under another name first: a template that is there is complete. */
async function makeTemplate(client: Client, server: string, template: Template): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [lock])
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [template.kind],
  )
  if (!rows.some(({ name }) => name === template.name)) {
    for (const { name } of rows) await dropDatabase(server, name)
    await migrate(await ensureDatabase(server, building, { reset: true }), template.folders)
    await client.query(`alter database ${building} rename to ${template.name}`)
  }
  await client.query('select pg_advisory_unlock($1)', [lock])
}
