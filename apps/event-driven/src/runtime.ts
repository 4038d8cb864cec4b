import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { createDatabase, type Db } from './db/database.ts'
import { createPool, type PoolOptions } from './db/pool.ts'
import type { Env } from './env.ts'
import { createLogger } from './logger.ts'
import { type Channel, createNotifications, type Notifications } from './messaging/notifications.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** What server and worker both need, and share where they are one process. */
export interface Runtime {
  env: Env
  db: Db
  notifications: Notifications
  logger: Logger
  metrics: Metrics
  clock: () => Date
  newId: () => string
  close: () => Promise<void>
}

export interface ProcessKind {
  /** As the database shows it. */
  name: string
  channels: readonly Channel[]
}

/** Notifications come from here on; the pool connects when it is asked. */
export function createRuntime(env: Env, { name, channels }: ProcessKind): Runtime {
  const logger = createLogger(env.LOG_LEVEL)
  const db = createDb({ env, logger }, name)
  const notifications = createNotifications({ databaseUrl: env.DATABASE_URL, channels, logger })
  notifications.start()
  return {
    ...{ env, db, notifications, logger },
    metrics: createMetrics(),
    clock: () => new Date(),
    newId: uuidv7,
    async close() {
      await notifications.stop()
      await db.end()
    },
  }
}

/** Another pool of connections, for those whose work has to be kept apart. */
export function createDb(
  { env, logger }: Pick<Runtime, 'env' | 'logger'>,
  name: string,
  options: Partial<Pick<PoolOptions, 'size' | 'waitsForDisk' | 'keepsOpen'>> = {},
): Db {
  const onIdleError = (err: Error) => logger.warn({ err }, 'lost a database connection')
  const size = env.DATABASE_POOL_SIZE
  return createDatabase(createPool({ url: env.DATABASE_URL, size, name, onIdleError, ...options }))
}
