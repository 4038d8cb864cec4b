import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { databaseUrl } from './databases.ts'
import type { PostgresServer } from './postgres-server.ts'

const image = 'postgres:18-alpine'
// What a crash would lose, the end of the container loses anyway.
const command = ['postgres', '-c', 'fsync=off', '-c', 'max_connections=300']

/**
 * Starts PostgreSQL in a container for tests; Testcontainers removes it even when this process is killed.
 * @returns `undefined` where no container engine answers.
 */
export async function startDockerPostgres(): Promise<PostgresServer | undefined> {
  if (!mayHaveDocker() || !(await hasDocker())) return undefined
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const container = await new PostgreSqlContainer(image).withCommand(command).start()
  const serverUrl = container.getConnectionUri()
  return {
    source: 'docker',
    why: `a container of ${image}, since Docker answers and DATABASE_URL is not set`,
    serverUrl,
    url: (databaseName) => databaseUrl(serverUrl, databaseName),
    stop: async () => {
      await container.stop()
    },
  }
}

/** Loading Testcontainers takes most of a second: not where nothing hints at a container engine. */
function mayHaveDocker(): boolean {
  if (process.platform === 'win32' || process.env['DOCKER_HOST'] !== undefined) return true
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? '/run'
  const hints = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker'),
    join(homedir(), '.testcontainers.properties'),
  ]
  return hints.some((path) => existsSync(path))
}

/** Asks the engine itself: a `docker` on the PATH may belong to an engine that does not run. */
async function hasDocker(): Promise<boolean> {
  try {
    const { getContainerRuntimeClient } = await import('testcontainers')
    await getContainerRuntimeClient()
    return true
  } catch {
    return false
  }
}
