import { once } from 'node:events'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import request from 'supertest'
import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from '../../src/app.ts'
import { openDatabase } from '../../src/db/database.ts'
import type { Deps } from '../../src/deps.ts'
import { type Env, readEnv } from '../../src/env.ts'
import { createLogger } from '../../src/logger.ts'
import { keepSettling } from '../../src/orders/settle-due.ts'
import { createGatewayClient } from '../../src/payments/gateway-client.ts'
import { createPaymentGateway } from '../../src/payments/payment-gateway.ts'
import { filesIn } from '../../src/runtime/files.ts'
import { createHttpServer } from '../../src/runtime/http-server.ts'
import { createListeningFeed } from '../../src/runtime/listening-feed.ts'
import { nativePasswords } from '../../src/runtime/native-passwords.ts'

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** The app on Node, on a database and a gateway of its own, without a timer that settles unless asked for. */
export async function startTestApp(options: { settling?: boolean } = {}) {
  const stack = new AsyncDisposableStack()
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())

  const env = readEnv({ DATABASE_URL: database.url, PAYMENT_GATEWAY_URL: gateway.url, NODE_ENV: 'test' })
  const instance = await startInstance(env)
  stack.defer(() => instance.stop())
  if (options.settling) {
    const stopping = new AbortController()
    const settling = keepSettling(instance.deps, {
      signal: stopping.signal,
      pollMilliseconds: 250,
      concurrency: 8,
    })
    stack.defer(async () => {
      stopping.abort()
      await settling
    })
  }
  return {
    ...instance,
    env,
    databaseUrl: database.url,
    gatewayUrl: gateway.url,
    /** Another instance on the same database and gateway, which may differ in what its runtime provides. */
    async startSecond(runtime: Partial<Deps> = {}) {
      const second = await startInstance(env, runtime)
      stack.defer(() => second.stop())
      return second
    },
    stop: () => stack.disposeAsync(),
  }
}

async function startInstance(env: Env, runtime: Partial<Deps> = {}) {
  const logger = createLogger({ level: 'silent', write: () => undefined })
  const { db, close } = openDatabase({
    url: env.DATABASE_URL,
    size: env.DATABASE_POOL_SIZE,
    // Machines that do other things at the same time wait longer for each other; the limit has a spec of its own.
    timeoutMilliseconds: 20_000,
    applicationName: 'backend-rosetta-hono',
    onIdleError: () => undefined,
  })
  const feed = createListeningFeed({ databaseUrl: env.DATABASE_URL, logger })
  const underWay = new Set<Promise<unknown>>()
  const deps = {
    env,
    logger,
    scope: () => ({ db, waitUntil: (work: Promise<unknown>) => void underWay.add(work) }),
    passwords: nativePasswords,
    gateway: createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL })),
    feed,
    asset: filesIn(swaggerUiFolder()),
    clock: () => new Date(),
    newId: uuidv7,
    isStopping: () => false,
    ...runtime,
  }
  const app = createApp(deps)
  const server = createHttpServer(app, deps)
  feed.start()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    /** For what needs no socket: `app.request('/path')`. */
    app,
    db,
    server,
    http: request(server),
    deps: { ...deps, db },
    async stop() {
      await feed.stop()
      server.close()
      server.closeAllConnections()
      await Promise.all(underWay)
      await close()
    },
  }
}
