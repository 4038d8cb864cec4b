import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchServer, type ServerOptions } from '@backend-rosetta/contract-tests/server/launch'
import type { LaunchedServer } from '@backend-rosetta/contract-tests/target'
import { type CrashingGateway, startCrashingGateway } from './gateway.ts'
import type { CrashingPostgres } from './postgres.ts'

/** An app, built. */
export interface CrashApp {
  name: string
  /** Where its package.json is. */
  folder: string
  /** What Node runs there. */
  entry: string
  /** Folders of migrations that it has of its own. */
  migrations?: readonly string[]
}

/** One app with everything around it, all of which can be broken. */
export interface Stage {
  app: CrashApp
  postgres: CrashingPostgres
  gateway: CrashingGateway
  server(): LaunchedServer
  /** Sets the wall clock of the server this far ahead, in milliseconds; within 20 ms. */
  setClock(offsetMs: number): Promise<void>
  /** Starts the server anew, with its log going where nothing can be written, or as before. */
  restart(log: 'full disk' | 'kept'): Promise<void>
}

/** Starts the app on a database of its own; everything ends with the stack. */
export async function setStage(
  app: CrashApp,
  postgres: CrashingPostgres,
  stack: AsyncDisposableStack,
): Promise<Stage> {
  const clockFolder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-crash-clock-'))
  stack.defer(() => rm(clockFolder, { recursive: true, force: true }))
  const clockFile = path.join(clockFolder, 'offset')
  const gateway = await startCrashingGateway()
  stack.defer(() => gateway.stop())
  const name = `crash_${app.name.replaceAll(/\W/g, '_')}`
  const databaseUrl = await postgres.createDatabase(name, app.migrations ?? [])
  const options: ServerOptions = {
    command: commandOf(app),
    cwd: app.folder,
    databaseUrl,
    cutsDatabase: true,
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      JWT_SECRET: randomBytes(32).toString('hex'),
      PAYMENT_GATEWAY_URL: gateway.url,
      // A broker that the machine happens to have is not what is broken here.
      NATS_URL: undefined,
      ROSETTA_CRASH_CLOCK: clockFile,
      NODE_COMPILE_CACHE: path.join(app.folder, 'node_modules/.cache/compiled'),
    },
  }
  let server = await launchServer(options)
  stack.defer(() => server.close())
  return {
    app,
    postgres,
    gateway,
    server: () => server,
    setClock: (offsetMs) => writeFile(clockFile, String(offsetMs)),
    async restart(log) {
      await server.close()
      const port = Number(new URL(server.baseUrl).port)
      const command = log === 'kept' ? options.command : withoutLog(options.command)
      server = await launchServer({ ...options, command, port })
    },
  }
}

function commandOf({ entry }: CrashApp): [string, ...string[]] {
  const clock = pathToFileURL(path.join(import.meta.dirname, 'clock.mjs')).href
  return [process.execPath, `--import=${clock}`, entry]
}

/** The shell becomes the server, so signals reach it. */
function withoutLog(command: readonly string[]): [string, ...string[]] {
  return ['/bin/sh', '-c', 'exec "$@" >/dev/full', 'sh', ...command]
}
