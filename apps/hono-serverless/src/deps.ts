import type { Context } from 'hono'
import type { Passwords } from './auth/passwords.ts'
import type { Scope } from './context.ts'
import type { Env } from './env.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import type { OrderEventFeed } from './orders/order-event-feed.ts'
import type { PaymentGateway } from './payments/payment-gateway.ts'

/** What the app needs of the place it runs in. Each runtime provides it once per instance. */
export interface Deps {
  env: Env
  logger: Logger
  /** What this one request may use. Not once per instance: on Workers a connection belongs to the request that opened it. */
  scope: (c: Context) => Scope
  passwords: Passwords
  gateway: PaymentGateway
  feed: OrderEventFeed
  /** A file of the page at /docs. */
  asset: (file: string) => Promise<Response | undefined>
  /** Absent where an instance has no meaning of its own. */
  metrics?: Metrics
  clock: () => Date
  newId: () => string
  isStopping: () => boolean
}
