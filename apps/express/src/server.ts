import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import { createDatabase } from './db/database.ts'
import { createPool } from './db/pool.ts'
import { ConfigurationError, type Env, readEnv } from './env.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createHttpServer } from './http/http-server.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { createOrderEventFeed } from './orders/order-event-feed.ts'
import { createSettlement } from './orders/settlement.service.ts'
import { createSettlingWorker } from './orders/settling-worker.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'
import { shutDownOn } from './shutdown.ts'

/**
 * Connections that may wait to be accepted. A crowd does not fit in Node's 511, and whom the kernel turns away hears
 * nothing: it tries again after seconds, when this server could have refused it at once (OPS-8). Linux allows 4096.
 */
const backlog = 4096

try {
  start(readEnv())
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function start(env: Env): void {
  const logger = createLogger(env.LOG_LEVEL)
  const metrics = createMetrics()
  const clock = () => new Date()
  const onIdleError = (err: Error) => logger.warn({ err }, 'lost a database connection')
  const pool = createPool({ url: env.DATABASE_URL, size: env.DATABASE_POOL_SIZE, onIdleError })
  const db = createDatabase(pool)
  const gateway = createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL, metrics, logger }))
  const settlement = createSettlement({ db, gateway, metrics, clock })
  const worker = createSettlingWorker({ db, settlement, logger, clock })
  const feed = createOrderEventFeed({ databaseUrl: env.DATABASE_URL, logger })
  const stopping = new AbortController()

  const isStopping = () => stopping.signal.aborted
  const app = createApp({
    env,
    pool,
    db,
    logger,
    metrics,
    settlement,
    feed,
    clock,
    newId: uuidv7,
    isStopping,
  })
  const server = createHttpServer(app)
  worker.start()
  feed.start()
  const housekeeping = startHousekeeping({ db, logger, clock })
  server.once('error', ({ message }) => {
    console.error(`Cannot listen on ${env.HOST}:${env.PORT}: set HOST and PORT to a free address. ${message}`)
    process.exit(1)
  })
  server.listen({ port: env.PORT, host: env.HOST, backlog }, () =>
    logger.info({ host: env.HOST, port: env.PORT }, 'listening'),
  )
  shutDownOn(['SIGTERM', 'SIGINT'], { server, worker, feed, housekeeping, db, stopping, logger })
}
