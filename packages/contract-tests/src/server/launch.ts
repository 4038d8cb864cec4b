import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { TargetError } from '../failures.ts'
import { send } from '../http/transport.ts'
import type { Environment, LaunchedServer } from '../target.ts'
import { type Child, type ChildOptions, startChild } from './child.ts'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts'

export interface ServerOptions {
  /** The program and its arguments, without a shell. It has to be the server itself: it gets the signals. */
  command: readonly [string, ...string[]]
  cwd?: string
  /** Added to the environment of this process; `undefined` takes a variable away. They win over all others. */
  env?: Environment
  /** Handed to the server as `DATABASE_URL`. */
  databaseUrl?: string
  /** Puts a proxy before the database that can cut the connection. It costs time with each query. */
  cutsDatabase?: boolean
  /** Handed to the server as `PORT`; a free one unless said. */
  port?: number
  /** Milliseconds that it has to become ready: 20,000 unless said. */
  startTimeout?: number
}

const START_TIMEOUT = 20_000

/** Milliseconds that a server has to end after a signal, before it is killed. */
const STOP_TIMEOUT = 15_000

/**
 * Starts a server as a process of its own and resolves when `GET /health/ready` gives 200. Throws a `TargetError` with
 * the end of its output when it does not become ready.
 */
export async function launchServer(options: ServerOptions): Promise<LaunchedServer> {
  const proxy = await proxyFor(options)
  const port = options.port ?? (await freePort())
  const baseUrl = `http://127.0.0.1:${port}`
  const databaseUrl = proxy?.url ?? options.databaseUrl
  const settings = childOptions(options, port, databaseUrl)
  const start = { baseUrl, timeout: options.startTimeout ?? START_TIMEOUT }
  let child = await startReady(settings, start).catch(async (error: unknown) => {
    await proxy?.close()
    throw error
  })
  return {
    baseUrl,
    pid: () => child.pid,
    output: () => child.output(),
    stop: (signal = 'SIGTERM') => child.stop(signal, STOP_TIMEOUT),
    async start() {
      if (!child.running) child = await startReady(settings, start)
    },
    database: proxy ?? noDatabase,
    async close() {
      if (child.running) await child.stop('SIGTERM', 2000)
      await proxy?.close()
    },
  }
}

/** The environment in which a server is started. */
export function childOptions(options: ServerOptions, port: number, databaseUrl?: string): ChildOptions {
  const { command, cwd, env } = options
  return {
    command,
    ...(cwd !== undefined && { cwd }),
    env: { PORT: String(port), ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }), ...env },
  }
}

async function proxyFor({ databaseUrl, cutsDatabase }: ServerOptions): Promise<DatabaseProxy | undefined> {
  return databaseUrl !== undefined && cutsDatabase ? startDatabaseProxy(databaseUrl) : undefined
}

/** A port that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return address.port
}

interface Start {
  baseUrl: string
  timeout: number
}

async function startReady(settings: ChildOptions, start: Start): Promise<Child> {
  const child = await startChild(settings)
  const gone = new AbortController()
  child.exited.then(() => gone.abort())
  const ready = await untilReady(start, gone.signal)
  if (ready) return child
  const { command } = settings
  const why = child.running ? `is not ready after ${start.timeout / 1000} s` : 'ended before it was ready'
  if (child.running) await child.stop('SIGKILL', 0)
  throw new TargetError(`The server (${command.join(' ')}) ${why}. It wrote:\n${tail(child.output())}`)
}

async function untilReady({ baseUrl, timeout }: Start, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + timeout
  const url = new URL('/health/ready', baseUrl)
  while (!signal.aborted && performance.now() < deadline) {
    const { response } = await send({ method: 'GET', url, headers: {} }, { signal, timeout: 2000 })
    if (response?.status === 200) return true
    await delay(25)
  }
  return false
}

function tail(output: string): string {
  return output.trim().split('\n').slice(-15).join('\n') || '(nothing)'
}

const noDatabase: LaunchedServer['database'] = {
  cut: async () => noneNamed(),
  stall: noneNamed,
  hold: noneNamed,
  release: noneNamed,
  restore: async () => noneNamed(),
}

function noneNamed(): never {
  throw new Error('this check has to name the need `database`')
}
