import path from 'node:path'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import { launchServer, type ServerOptions } from '@backend-rosetta/contract-tests/server/launch'
import { createLauncher } from '@backend-rosetta/contract-tests/server/launcher'
import { demoAdmin } from '@backend-rosetta/database/demo'
import { DatabaseSetupError } from '@backend-rosetta/database/errors'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { App } from '../apps.ts'
import { build } from '../start/build.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/**
 * Starts an app as in production for the contract suite: on a database and a gateway that go with it.
 * @param signal ends the build early
 * @throws TargetError when it cannot be built or started
 */
export async function launchApp(app: App, signal: AbortSignal): Promise<RunningTarget> {
  try {
    process.stderr.write(`Building ${app.name} …\n`)
    await build([app], signal)
    return await launch(app)
  } catch (error) {
    if (error instanceof UserError || error instanceof DatabaseSetupError)
      throw new TargetError(error.message)
    throw error
  }
}

async function launch(app: App): Promise<RunningTarget> {
  await using started = new AsyncDisposableStack()
  const release = await provideTestServer()
  started.defer(async () => release?.())
  const gateway = await startGatewayProcess()
  started.defer(() => gateway.stop())
  const createDatabase = () => createTestDatabase({ seeded: true })
  const database = await createDatabase()
  started.defer(() => database.drop())
  const options: ServerOptions = {
    command: [process.execPath, app.entry],
    cwd: path.join(workspaceRoot, app.folder),
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      JWT_SECRET: crypto.randomUUID() + crypto.randomUUID(),
      PAYMENT_GATEWAY_URL: gateway.url,
      // The suite starts some thirty servers: each takes half the time when the first one's compiled code is kept.
      NODE_COMPILE_CACHE: path.join(workspaceRoot, 'node_modules/.cache/compiled'),
    },
    databaseUrl: database.url,
  }
  const server = await launchServer(options)
  started.defer(() => server.close())
  const stack = started.move()
  return {
    target: {
      name: app.name,
      baseUrls: [server.baseUrl],
      admin: { email: demoAdmin.email, password: demoAdmin.password },
      gatewayUrl: gateway.url,
      launcher: createLauncher({ ...options, createDatabase }),
    },
    stop: () => stack.disposeAsync(),
  }
}
