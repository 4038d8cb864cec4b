import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Shop } from './data/shop.ts'
import type { Session } from './load/session.ts'
import { type ServerProcess, type ServerProgram, startServer } from './server/process.ts'

/** An app, built. */
export interface BenchApp {
  name: string
  /** Where its package.json is. */
  folder: string
  /** What Node runs there. */
  entry: string
  /** Folders of migrations that it has of its own. */
  migrations?: readonly string[]
}

/** Something that is measured: an app, or the bare twin. */
export interface Target {
  name: string
  isTwin: boolean
  program: ServerProgram
  databaseUrl: string
}

export interface RunningTarget extends Target {
  server: ServerProcess
  session: Session
}

export interface Surroundings {
  shop: Shop
  gatewayUrl: string
  /** The folder where Node keeps what V8 has compiled, from one start to the next. */
  compileCache: string
}

export const twinName = 'bare'

/** Tells the twin how to run, on a copy of the shop. */
export async function twinTarget(surroundings: Surroundings): Promise<Target> {
  return targetOf(
    twinName,
    { folder: path.join(import.meta.dirname, 'limits'), entry: 'twin.ts' },
    surroundings,
  )
}

/** Tells an app how to run, on a copy of the shop. */
export async function appTarget(app: BenchApp, surroundings: Surroundings): Promise<Target> {
  return targetOf(app.name, app, surroundings)
}

/** Starts it and keeps it until the stack is disposed of. */
export async function start(
  target: Target,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<ServerProcess> {
  const server = await startServer(target.program, signal)
  stack.defer(() => server.kill())
  return server
}

async function targetOf(
  name: string,
  program: Omit<BenchApp, 'name'>,
  { shop, gatewayUrl, compileCache }: Surroundings,
): Promise<Target> {
  const { folder, entry, migrations } = program
  const databaseUrl = await shop.copy(migrations)
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PAYMENT_GATEWAY_URL: gatewayUrl,
    JWT_SECRET: randomBytes(32).toString('hex'),
    NODE_COMPILE_CACHE: compileCache,
  }
  return { name, isTwin: name === twinName, program: { name, folder, entry, env }, databaseUrl }
}
