import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import request from 'supertest'
import { createApp } from '../../src/app.ts'
import { type Env, readEnv } from '../../src/env.ts'
import { createRuntime } from '../../src/runtime.ts'
import { startWorker } from '../../src/start-worker.ts'
import { migrations } from './migrations.ts'

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

interface Options {
  /** Whether a worker runs beside the server: without one, orders stay pending. */
  worker?: boolean
}

/** The app as in production, on a database and a gateway of its own. */
export async function startTestApp(options: Options = {}) {
  const stack = new AsyncDisposableStack()
  const database = await createTestDatabase({ migrations })
  stack.defer(() => database.drop())
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())

  const env = readEnv({
    DATABASE_URL: database.url,
    PAYMENT_GATEWAY_URL: gateway.url,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
  })
  const instance = await startInstance(env, options)
  stack.defer(() => instance.stop())
  return {
    ...instance,
    env,
    databaseUrl: database.url,
    gatewayUrl: gateway.url,
    /** Another instance on the same database and gateway. */
    async startSecond() {
      const second = await startInstance(env, options)
      stack.defer(() => second.stop())
      return second
    },
    stop: () => stack.disposeAsync(),
  }
}

async function startInstance(env: Env, options: Options) {
  const stack = new AsyncDisposableStack()
  const runtime = createRuntime(env, { name: 'test', channels: ['order_events', 'outbox', 'deliveries'] })
  stack.defer(() => runtime.close())
  if (options.worker) {
    stack.adopt(await startWorker(runtime), (worker) => worker.stop())
  }
  const app = createApp({ ...runtime, isStopping: () => false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  stack.defer(async () => {
    app.server.closeAllConnections()
    await app.close()
  })
  return {
    db: runtime.db,
    server: app.server,
    http: request(app.server),
    stop: () => stack.disposeAsync(),
  }
}
