import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { databaseUrl, ensureDatabase, withMaintenanceClient } from '@backend-rosetta/database/databases'
import { startLocalPostgres } from '@backend-rosetta/database/local-postgres'
import { migrate } from '@backend-rosetta/database/migrate'
import { migrationsFolder } from '@backend-rosetta/database/migration-files'
import { seed } from '@backend-rosetta/database/seed'

/** A PostgreSQL that keeps what it commits and may be killed. */
export interface CrashingPostgres {
  serverUrl(): string
  /** Makes a migrated database with the demo data in it. */
  createDatabase(name: string, migrations: readonly string[]): Promise<string>
  /** Ends all of its processes at once, as `pg_ctl stop -m immediate` does. */
  crash(): Promise<void>
  /** Starts it again on the same port: it recovers from its log. */
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL of its own: one that somebody else uses cannot be killed.
 * @throws DatabaseSetupError when this system cannot run one
 */
export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-crash-'))
  // Root lends PostgreSQL another account, which has to get in; elsewhere nothing would be removed at the end.
  await chmod(folder, 0o711)
  const dataDir = path.join(folder, 'postgres')
  let server = await startLocalPostgres({ dataDir }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  const port = Number(new URL(server.serverUrl).port)
  return {
    serverUrl: () => server.serverUrl,
    async createDatabase(name, migrations) {
      await ensureDatabase(server.serverUrl, name, { reset: true })
      const url = databaseUrl(server.serverUrl, name)
      await migrate(url, [migrationsFolder, ...migrations])
      await seed(url)
      return url
    },
    async crash() {
      const pid = await postmasterPid(server.serverUrl)
      process.kill(pid, process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT')
      await server.stop()
    },
    async start() {
      server = await startLocalPostgres({ dataDir, port })
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function postmasterPid(serverUrl: string): Promise<number> {
  const { rows } = await withMaintenanceClient(serverUrl, (client) =>
    client.query<{ lines: string }>(`select pg_read_file('postmaster.pid') as lines`),
  )
  return Number(rows[0]?.lines.split('\n')[0])
}
