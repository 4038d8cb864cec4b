import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { launchServer, type ServerOptions } from '@backend-rosetta/contract-tests/server/launch'
import { createLauncher } from '@backend-rosetta/contract-tests/server/launcher'
import { demoAdmin } from '@backend-rosetta/database/demo'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'

const folder = fileURLToPath(new URL('../..', import.meta.url))

const createDatabase = () => createTestDatabase({ seeded: true })

/** Instances of this app as processes of their own, with one database and one gateway. */
export async function startTarget({ instances }: { instances: 1 | 2 }): Promise<RunningTarget> {
  await using started = new AsyncDisposableStack()
  const database = await createDatabase()
  started.defer(() => database.drop())
  const gateway = await startGatewayProcess()
  started.defer(() => gateway.stop())
  const options: ServerOptions = {
    command: [process.execPath, '--conditions=@backend-rosetta/source', 'src/server.ts'],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      JWT_SECRET: crypto.randomUUID() + crypto.randomUUID(),
      PAYMENT_GATEWAY_URL: gateway.url,
      // The suite starts some thirty servers: compiled once, each takes half the time.
      NODE_COMPILE_CACHE: join(folder, 'node_modules/.cache/compiled'),
    },
    databaseUrl: database.url,
  }
  const launch = async () => started.adopt(await launchServer(options), (server) => server.close())
  const first = await launch()
  const second = instances === 2 ? [await launch()] : []
  const stack = started.move()
  return {
    target: {
      name: `express, ${instances === 1 ? 'one instance' : 'two instances'}`,
      baseUrls: [first.baseUrl, ...second.map(({ baseUrl }) => baseUrl)],
      admin: { email: demoAdmin.email, password: demoAdmin.password },
      gatewayUrl: gateway.url,
      // What is about processes is checked once.
      ...(instances === 1 && { launcher: createLauncher({ ...options, createDatabase }) }),
    },
    stop: () => stack.disposeAsync(),
  }
}
