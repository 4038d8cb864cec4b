import { databaseUrl, withMaintenanceClient } from './databases.ts'
import { startDockerPostgres } from './docker-postgres.ts'
import { DatabaseSetupError } from './errors.ts'
import { type LocalPostgresOptions, startLocalPostgres } from './local-postgres.ts'
import type { PostgresServer } from './postgres-server.ts'

export interface LadderOptions extends LocalPostgresOptions {
  /** Tests get a server that forgets; `start` one that keeps its data in `dataDir`. */
  purpose: 'test' | 'start'
  /** A server that runs already; normally the environment's DATABASE_URL. */
  databaseUrl?: string | undefined
}

const oldestVersion = 150_000

/** Names the rung for tests instead of leaving it to what the machine has: `embedded` or `docker`. */
const rungVariable = 'ROSETTA_POSTGRES'

/**
 * Provides a PostgreSQL server by the first rung that holds: the one that DATABASE_URL names, for tests a container,
 * else the one from npm.
 * @throws DatabaseSetupError with the reason in one sentence. A DATABASE_URL that does not work is an error: nobody
 * who sets it wants another server.
 */
export async function providePostgres(options: LadderOptions): Promise<PostgresServer> {
  const { databaseUrl: given = process.env['DATABASE_URL'], purpose, ...local } = options
  if (given !== undefined && given !== '') return useRunningServer(given)
  if (purpose === 'start') return useEmbedded(local, 'DATABASE_URL is not set')
  return provideForTests(local, process.env[rungVariable] || undefined)
}

async function provideForTests(
  local: LocalPostgresOptions,
  rung: string | undefined,
): Promise<PostgresServer> {
  if (rung !== undefined && rung !== 'embedded' && rung !== 'docker') {
    throw new DatabaseSetupError(`${rungVariable} is "${rung}": it takes embedded or docker, or unset it.`)
  }
  if (rung === 'embedded') return useEmbedded(local, `${rungVariable} asks for it`)
  const container = await startDockerPostgres()
  if (container) return container
  if (rung === 'docker') {
    throw new DatabaseSetupError(
      `${rungVariable} is docker, but no container engine answers: start Docker, or unset it.`,
    )
  }
  return useEmbedded(local, 'there is neither DATABASE_URL nor Docker')
}

async function useEmbedded(options: LocalPostgresOptions, reason: string): Promise<PostgresServer> {
  const server = await startLocalPostgres(options)
  return { ...server, why: `${server.why}, since ${reason}` }
}

async function useRunningServer(serverUrl: string): Promise<PostgresServer> {
  if (!/^postgres(ql)?:$/.test(URL.parse(serverUrl)?.protocol ?? '')) {
    throw new DatabaseSetupError(
      'DATABASE_URL is no PostgreSQL URL: it looks like postgres://user:password@host:5432/name.',
    )
  }
  await refuseOldServer(serverUrl)
  return {
    source: 'DATABASE_URL',
    why: `the PostgreSQL at ${new URL(serverUrl).host}, since DATABASE_URL names it`,
    serverUrl,
    url: (databaseName) => databaseUrl(serverUrl, databaseName),
    stop: async () => undefined,
  }
}

async function refuseOldServer(serverUrl: string): Promise<void> {
  const { rows } = await withMaintenanceClient(serverUrl, (client) =>
    client.query<{ number: number; name: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
    ),
  )
  const version = rows[0]
  if (version === undefined || version.number >= oldestVersion) return
  throw new DatabaseSetupError(
    `The PostgreSQL that DATABASE_URL names is ${version.name}: it takes 15 or newer, or unset DATABASE_URL to use a local one.`,
  )
}
