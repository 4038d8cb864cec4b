import { basename, join } from 'node:path'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { launchServer, type ServerOptions } from '@backend-rosetta/contract-tests/server/launch'
import { createLauncher } from '@backend-rosetta/contract-tests/server/launcher'
import type { Environment } from '@backend-rosetta/contract-tests/target'
import { demoAdmin } from '@backend-rosetta/database/demo'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'

export interface TargetOptions {
  /** The folder of the app; its last part names it in reports. */
  folder: string
  /** What Node is given to run a server, relative to the folder: options, then the file. */
  run: readonly string[]
  /** Servers on one database and one gateway. */
  instances?: 1 | 2
  /** Folders of migrations that the app has of its own. */
  migrations?: readonly string[]
  /** Added to the servers' environment. */
  env?: Environment
  /** A gateway that runs already, instead of one that comes and goes with the servers. */
  gatewayUrl?: string
  /** Milliseconds that a server has to become ready. */
  startTimeout?: number
}

/** Runs an app from its TypeScript source, as far as Node itself can. */
export const fromSource = ['--conditions=@backend-rosetta/source', 'src/server.ts']

/**
 * Starts an app as in production for the contract suite: processes of their own, with a database and a gateway that go
 * with them. The database server is the one of `@backend-rosetta/database/vitest-setup`.
 * @throws TargetError when it does not become ready
 */
export async function startTarget(options: TargetOptions): Promise<RunningTarget> {
  const { folder, instances = 1, migrations = [] } = options
  await using started = new AsyncDisposableStack()
  const createDatabase = () => createTestDatabase({ seeded: true, migrations })
  const database = await createDatabase()
  started.defer(() => database.drop())
  const gatewayUrl = options.gatewayUrl ?? (await startGateway(started))
  const server = serverOptions(options, { databaseUrl: database.url, gatewayUrl })
  const launch = async () => started.adopt(await launchServer(server), (launched) => launched.close())
  const first = await launch()
  const second = instances === 2 ? [await launch()] : []
  const stack = started.move()
  return {
    target: {
      name: instances === 1 ? basename(folder) : `${basename(folder)}, two instances`,
      baseUrls: [first.baseUrl, ...second.map(({ baseUrl }) => baseUrl)],
      admin: { email: demoAdmin.email, password: demoAdmin.password },
      gatewayUrl,
      launcher: createLauncher({ ...server, createDatabase }),
    },
    stop: () => stack.disposeAsync(),
  }
}

async function startGateway(stack: AsyncDisposableStack): Promise<string> {
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  return gateway.url
}

function serverOptions(
  { folder, run, env, startTimeout }: TargetOptions,
  { databaseUrl, gatewayUrl }: { databaseUrl: string; gatewayUrl: string },
): ServerOptions {
  return {
    command: [process.execPath, ...run],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      // Zsh and others set HOST to the machine's name: not what is meant here.
      HOST: '127.0.0.1',
      JWT_SECRET: crypto.randomUUID() + crypto.randomUUID(),
      PAYMENT_GATEWAY_URL: gatewayUrl,
      // The suite starts some thirty servers: each takes half the time when the first one's compiled code is kept.
      NODE_COMPILE_CACHE: join(folder, 'node_modules/.cache/compiled'),
      ...env,
    },
    databaseUrl,
    ...(startTimeout !== undefined && { startTimeout }),
  }
}
