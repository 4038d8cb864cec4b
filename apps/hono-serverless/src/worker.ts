import argon2 from '@phi-ag/argon2/argon2.wasm'
import type { ExecutionContext } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from './app.ts'
import type { Scope } from './context.ts'
import { openDatabase } from './db/database.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { createPollingFeed } from './orders/order-event-feed.ts'
import { createGatewayClient } from './payments/gateway-client.ts'
import { createPaymentGateway } from './payments/payment-gateway.ts'
import { workShift } from './runtime/shift.ts'
import { createWasmPasswords } from './runtime/wasm-passwords.ts'

/** What wrangler.jsonc binds, and the variables and secrets that `env.ts` reads. */
interface Bindings {
  HYPERDRIVE: { connectionString: string }
  ASSETS: { fetch: (url: string) => Promise<Response> }
  [variable: string]: unknown
}

/** Made by the first request that an isolate serves, for all others. */
let started: ReturnType<typeof start> | undefined

/**
 * Cloudflare Workers: the app lives as long as an isolate, a connection to the database as long as one request, because
 * no request may use a socket that another one opened. Opening one costs little: Hyperdrive keeps the real pool.
 */
export default {
  async fetch(request: Request, bindings: Bindings, ctx: ExecutionContext): Promise<Response> {
    started ??= start(bindings)
    const { app, open } = started
    const { db, close } = open()
    const afterwards: Promise<unknown>[] = []
    const scope: Scope = { db, waitUntil: (work) => afterwards.push(work) }
    try {
      return await app.fetch(request, { scope })
    } finally {
      ctx.waitUntil(Promise.allSettled(afterwards).then(close))
    }
  },

  async scheduled(_controller: unknown, bindings: Bindings): Promise<void> {
    started ??= start(bindings)
    const { db, close } = started.open()
    await workShift({ ...started.deps, db })
    await close()
  },
}

function start(bindings: Bindings) {
  const env = readEnv({ ...bindings, DATABASE_URL: bindings.HYPERDRIVE.connectionString })
  const logger = createLogger({ level: env.LOG_LEVEL, write: console.log })
  const deps = {
    env,
    logger,
    scope: ({ env: { scope } }: { env: { scope: Scope } }) => scope,
    passwords: createWasmPasswords(async () => argon2),
    gateway: createPaymentGateway(createGatewayClient({ url: env.PAYMENT_GATEWAY_URL })),
    // Hyperdrive knows no LISTEN. Waiting costs nothing, each look a little of the processor time that an invocation has.
    feed: createPollingFeed({ everyMilliseconds: 400, endAfterMilliseconds: 600_000 }),
    asset: (file: string) => bindings.ASSETS.fetch(`https://assets.local/${file}`),
    clock: () => new Date(),
    newId: uuidv7,
    isStopping: () => false,
  }
  const open = () =>
    openDatabase({
      url: env.DATABASE_URL,
      size: 1,
      timeoutMilliseconds: 2000,
      applicationName: 'backend-rosetta-hono-workers',
      onIdleError: (err) => logger.warn({ err }, 'lost a database connection'),
    })
  return { app: createApp(deps), deps, open }
}
