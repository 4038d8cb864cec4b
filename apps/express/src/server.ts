import { createServer } from 'node:http'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import { createDatabase } from './db/database.ts'
import { createPool } from './db/pool.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { createSettlement } from './orders/settlement.service.ts'
import { createSettlingWorker } from './orders/settling-worker.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'

const env = readEnv()
const logger = createLogger(env.LOG_LEVEL)
const pool = createPool({
  url: env.DATABASE_URL,
  size: env.DATABASE_POOL_SIZE,
  onIdleError: (err) => logger.warn({ err }, 'lost a database connection'),
})
const metrics = createMetrics()
const db = createDatabase(pool)
const clock = () => new Date()
const gateway = createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL, metrics, logger }))
const settlement = createSettlement({ db, gateway, metrics, clock })
createSettlingWorker({ db, settlement, logger, clock }).start()
const app = createApp({
  env,
  pool,
  db,
  settlement,
  logger,
  metrics,
  clock,
  newId: uuidv7,
  isStopping: () => false,
})
createServer({ maxHeaderSize: 16_384 }, app).listen(env.PORT, env.HOST, () => {
  logger.info({ host: env.HOST, port: env.PORT }, 'listening')
})
