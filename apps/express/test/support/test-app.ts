import { once } from 'node:events'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import { pino } from 'pino'
import request from 'supertest'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from '../../src/app.ts'
import { createDatabase } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { readEnv } from '../../src/env.ts'
import { createHttpServer } from '../../src/http/http-server.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createOrderEventFeed } from '../../src/orders/order-event-feed.ts'
import { createSettlement } from '../../src/orders/settlement.service.ts'
import { createSettlingWorker } from '../../src/orders/settling-worker.ts'
import { createGatewayClient } from '../../src/payments/gateway-client.ts'
import { createPaymentGateway } from '../../src/payments/payment-gateway.ts'

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** The app as in production, on a database and a gateway of its own, without a settling worker unless asked for. */
export async function startTestApp(options: { worker?: boolean } = {}) {
  const stack = new AsyncDisposableStack()
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const gatewayProcess = await startGatewayProcess()
  stack.defer(() => gatewayProcess.stop())

  const env = readEnv({
    DATABASE_URL: database.url,
    PAYMENT_GATEWAY_URL: gatewayProcess.url,
    NODE_ENV: 'test',
  })
  const instance = await startInstance(env, options)
  stack.defer(() => instance.stop())
  return {
    ...instance,
    env,
    databaseUrl: database.url,
    gatewayUrl: gatewayProcess.url,
    /** Another instance on the same database and gateway. */
    async startSecond() {
      const second = await startInstance(env, options)
      stack.defer(() => second.stop())
      return second
    },
    stop: () => stack.disposeAsync(),
  }
}

async function startInstance(env: ReturnType<typeof readEnv>, options: { worker?: boolean }) {
  const logger = pino({ level: 'silent' })
  const metrics = createMetrics()
  const clock = () => new Date()
  const pool = createPool({
    url: env.DATABASE_URL,
    size: env.DATABASE_POOL_SIZE,
    onIdleError: () => undefined,
  })
  const db = createDatabase(pool)
  const gateway = createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL, metrics, logger }))
  const settlement = createSettlement({ db, gateway, metrics, clock })
  const worker = createSettlingWorker({ db, settlement, logger, clock })
  const feed = createOrderEventFeed({ databaseUrl: env.DATABASE_URL, logger })
  const isStopping = () => false
  const server = createHttpServer(
    createApp({ env, pool, db, settlement, feed, logger, metrics, clock, newId: uuidv7, isStopping }),
  )
  if (options.worker) worker.start()
  feed.start()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    db,
    server,
    settlement,
    http: request(server),
    async stop() {
      await feed.stop()
      server.close()
      server.closeAllConnections()
      await worker.stop()
      await db.destroy()
    },
  }
}
