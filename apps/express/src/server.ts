import { createServer } from 'node:http'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import { createDatabase } from './db/database.ts'
import { createPool } from './db/pool.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'

const env = readEnv()
const logger = createLogger(env.LOG_LEVEL)
const pool = createPool({
  url: env.DATABASE_URL,
  size: env.DATABASE_POOL_SIZE,
  onIdleError: (err) => logger.warn({ err }, 'lost a database connection'),
})
const app = createApp({
  env,
  pool,
  db: createDatabase(pool),
  logger,
  metrics: createMetrics(),
  clock: () => new Date(),
  newId: uuidv7,
  isStopping: () => false,
})
createServer({ maxHeaderSize: 16_384 }, app).listen(env.PORT, env.HOST, () => {
  logger.info({ host: env.HOST, port: env.PORT }, 'listening')
})
