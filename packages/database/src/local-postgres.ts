import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { databaseUrl } from './databases.ts'
import { DatabaseSetupError } from './errors.ts'
import type { GuardianReport, GuardianTask } from './local-postgres/protocol.ts'
import { serverUrl } from './local-postgres/server-url.ts'
import type { PostgresServer } from './postgres-server.ts'

export interface LocalPostgresOptions {
  /** Where the data lives from start to start. Without it, they end with the server. */
  dataDir?: string
  /** Throws away the data first. */
  reset?: boolean
  /** The port on 127.0.0.1; any free one when absent. */
  port?: number
  /** Told what takes a while or is out of the ordinary. */
  onProgress?: (text: string) => void
}

/**
 * Starts the PostgreSQL that npm installed, on 127.0.0.1 and with a password of its own. It needs no rights and runs
 * as root too. It stops on `stop()` and by itself when this process ends, however that ends.
 * @throws DatabaseSetupError with the reason in one sentence.
 */
export async function startLocalPostgres(options: LocalPostgresOptions = {}): Promise<PostgresServer> {
  const { dataDir = null, reset = false, port = 0 } = options
  const guardian = startGuardian({ folder: dataDir, reset, port })
  const url = await untilReady(guardian, options.onProgress)
  return {
    source: 'embedded',
    why: 'a PostgreSQL from npm',
    serverUrl: url,
    url: (databaseName) => databaseUrl(url, databaseName),
    stop: () => stopGuardian(guardian),
  }
}

function startGuardian(task: GuardianTask): ChildProcess {
  const program = new URL(`local-postgres/guardian${extension()}`, import.meta.url)
  const child = spawn(process.execPath, [fileURLToPath(program), JSON.stringify(task)], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // A server that nobody uses any more does not keep this process alive.
  child.unref()
  return child
}

/** Beside the source lies the source, beside the build the build. */
function extension(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js'
}

async function untilReady(guardian: ChildProcess, onProgress?: (text: string) => void): Promise<string> {
  if (guardian.stdout === null) throw new Error('The guardian has a standard output.')
  for await (const line of createInterface(guardian.stdout)) {
    const report: GuardianReport = JSON.parse(line)
    if (report.event === 'ready') return serverUrl(report.port, report.password)
    if (report.event === 'failed') throw new DatabaseSetupError(report.message)
    onProgress?.(report.text)
  }
  throw new DatabaseSetupError(
    'The local PostgreSQL ended before it was ready: try again, or set DATABASE_URL.',
  )
}

async function stopGuardian(guardian: ChildProcess): Promise<void> {
  if (guardian.exitCode !== null || guardian.signalCode !== null) return
  guardian.ref()
  guardian.stdin?.end()
  await once(guardian, 'exit')
}
