import swaggerUiFolder from 'swagger-ui-dist/absolute-path.js'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import { type Db, openDatabase } from './db/database.ts'
import { rootOf } from './db/errors.ts'
import { ConfigurationError, type Env, readEnv } from './env.ts'
import { tidy } from './housekeeping.ts'
import { createLogger, type Logger } from './logger.ts'
import { keepSettling } from './orders/settle-due.ts'
import { pause } from './pause.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'
import { filesIn } from './runtime/files.ts'
import { createHttpServer } from './runtime/http-server.ts'
import { createListeningFeed } from './runtime/listening-feed.ts'
import { nativePasswords } from './runtime/native-passwords.ts'
import { createPrometheus } from './runtime/prometheus.ts'
import { shutDownOn } from './runtime/shutdown.ts'
import { openStandardOutput } from './runtime/standard-output.ts'

/** Before what goes on in the background begins. */
const firstMilliseconds = 100

/**
 * Connections that may wait to be accepted. A crowd does not fit in Node's 511, and whom the kernel turns away hears
 * nothing: it tries again after seconds, when this server could have refused it at once (OPS-8). Linux allows 4096.
 */
const backlog = 4096

/** Node: one process that stays. It pools connections, LISTENs for events and settles by a loop of its own. */
try {
  start(readEnv(process.env))
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function start(env: Env): void {
  const logger = createLogger({ level: env.LOG_LEVEL, write: openStandardOutput() })
  const metrics = createPrometheus()
  const clock = () => new Date()
  const { db, close: closeDatabase } = openDatabase({
    url: env.DATABASE_URL,
    size: env.DATABASE_POOL_SIZE,
    applicationName: 'backend-rosetta-hono',
    prepare: true,
    onIdleError: (err) => logger.warn({ err }, 'lost a database connection'),
  })
  const gateway = createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL, metrics }))
  const feed = createListeningFeed({ databaseUrl: env.DATABASE_URL, logger })
  const afterwards = new Set<Promise<unknown>>()
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted

  const app = createApp({
    env,
    logger,
    scope: () => ({ db, waitUntil: (work) => keep(afterwards, work) }),
    passwords: nativePasswords,
    gateway,
    feed,
    asset: filesIn(swaggerUiFolder()),
    metrics,
    clock,
    newId: uuidv7,
    isStopping,
  })
  const server = createHttpServer(app, { isStopping })
  const shift = { signal: stopping.signal, pollMilliseconds: 250, concurrency: 32 }
  // Whoever waits for this process to start comes first.
  const settling = pause(firstMilliseconds, stopping.signal).then(() => {
    feed.start()
    return keepSettling({ db, gateway, clock, logger, metrics }, shift)
  })
  const endHousekeeping = keepTidy(db, logger)
  async function endBackground(): Promise<void> {
    endHousekeeping()
    await Promise.all([feed.stop(), settling, ...afterwards])
  }
  server.once('error', ({ message }) => {
    console.error(`Cannot listen on ${env.HOST}:${env.PORT}: set HOST and PORT to a free address. ${message}`)
    process.exit(1)
  })
  server.listen({ port: env.PORT, host: env.HOST, backlog }, () =>
    logger.info({ host: env.HOST, port: env.PORT }, 'listening'),
  )
  shutDownOn(['SIGTERM', 'SIGINT'], { server, stopping, endBackground, closeDatabase, logger })
}

function keep(works: Set<Promise<unknown>>, work: Promise<unknown>): void {
  const forget = () => works.delete(work)
  works.add(work)
  work.then(forget, forget)
}

function keepTidy(db: Db, logger: Logger): () => void {
  const hour = 3_600_000
  const timer = setInterval(() => {
    tidy(db, new Date()).catch((err) => logger.warn({ err: rootOf(err) }, 'housekeeping failed'))
  }, hour)
  return () => clearInterval(timer)
}
