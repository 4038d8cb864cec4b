import path from 'node:path'
import { launchServer } from '@backend-rosetta/contract-tests/server/launch'
import { demoAdmin } from '@backend-rosetta/database/demo'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import type { Server } from '@backend-rosetta/differential-tests/run/server'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { App } from '../apps.ts'
import { build } from '../start/build.ts'
import { workspaceRoot } from '../workspace.ts'

/** The origin that the apps allow other than their own; the traces name it. */
const allowedOrigin = 'https://shop.example'

/** Builds apps and starts each as in production, on a database of its own; one gateway stands for all. */
export async function launchApps(
  apps: readonly App[],
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Server[]> {
  if (apps.length === 0) return []
  process.stderr.write(`Building ${apps.map(({ name }) => name).join(', ')} …\n`)
  await build(apps, signal)
  const release = await provideTestServer()
  stack.defer(async () => release?.())
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  const servers: Server[] = []
  for (const app of apps) servers.push(await launch(app, gateway.url, stack))
  return servers
}

async function launch(app: App, gatewayUrl: string, stack: AsyncDisposableStack): Promise<Server> {
  const database = await createTestDatabase({ seeded: true, migrations: app.migrations })
  stack.defer(() => database.drop())
  const jwtSecret = crypto.randomUUID() + crypto.randomUUID()
  const server = await launchServer({
    command: [process.execPath, app.entry],
    cwd: path.join(workspaceRoot, app.folder),
    databaseUrl: database.url,
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      JWT_SECRET: jwtSecret,
      PAYMENT_GATEWAY_URL: gatewayUrl,
      CORS_ORIGINS: allowedOrigin,
      LOG_LEVEL: 'error',
    },
  })
  stack.defer(() => server.close())
  const { email, password } = demoAdmin
  return { name: app.name, url: server.baseUrl, admin: { email, password }, jwtSecret, gatewayUrl }
}
