import type { Client } from 'pg'
import { inTransaction, withClient } from './client.ts'
import { DatabaseSetupError } from './errors.ts'
import { type Migration, migrationsFolder, readMigrations } from './migration-files.ts'

// Any number will do, as long as every runner of these migrations takes the same one.
const lock = 5_174_011

/**
 * Brings a database to the newest schema. Each file runs in a transaction of its own, under a lock: several
 * instances may start at once. Nothing to do costs one query.
 * @param folders the shared migrations alone, unless an app has some of its own to follow them.
 * @returns the names of the files that ran now.
 * @throws DatabaseSetupError when the database cannot be reached, was migrated by a newer checkout, or a file that
 * already ran was changed since.
 */
export async function migrate(
  databaseUrl: string,
  folders: readonly string[] = [migrationsFolder],
): Promise<string[]> {
  const migrations = await readMigrations(folders)
  return withClient(databaseUrl, async (client) => {
    const ran: string[] = []
    for (const migration of await pending(client, migrations)) {
      if (await apply(client, migration)) ran.push(migration.name)
    }
    return ran
  })
}

async function pending(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = await readApplied(client)
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new DatabaseSetupError(
      `The database has the migration ${unknown}, which this checkout lacks: update the checkout, or start with --reset.`,
    )
  }
  return migrations.filter((migration) => !isApplied(migration, applied))
}

async function readApplied(client: Client): Promise<Map<string, string>> {
  const found = await client.query(`select to_regclass('schema_migrations') is not null as found`)
  if (!found.rows[0].found) return new Map()
  const { rows } = await client.query('select name, checksum from schema_migrations')
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

function isApplied({ name, checksum }: Migration, applied: ReadonlyMap<string, string>): boolean {
  const before = applied.get(name)
  if (before !== undefined && before !== checksum) {
    throw new DatabaseSetupError(
      `The migration ${name} was changed after it ran: restore it and add a new file, or start with --reset.`,
    )
  }
  return before !== undefined
}

function apply(client: Client, migration: Migration): Promise<boolean> {
  return inTransaction(client, async () => {
    // The lock ends with the transaction, which also works through a connection pooler.
    await client.query('select pg_advisory_xact_lock($1)', [lock])
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    if (isApplied(migration, await readApplied(client))) return false
    await run(client, migration)
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    return true
  })
}

async function run(client: Client, { name, sql }: Migration): Promise<void> {
  try {
    await client.query(sql)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseSetupError(`The migration ${name} failed and was rolled back: ${reason}.`, {
      cause: error,
    })
  }
}
