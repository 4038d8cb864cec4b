import express, { type Express, type Router } from 'express'
import type pg from 'pg'
import type { Logger } from 'pino'
import { createAdminController } from './admin/admin.controller.ts'
import { adminRoutes } from './admin/admin.routes.ts'
import { createStatsService } from './admin/stats.service.ts'
import { createAccessTokens } from './auth/access-tokens.ts'
import { createAuthController } from './auth/auth.controller.ts'
import { authRoutes } from './auth/auth.routes.ts'
import { createAuthService } from './auth/auth.service.ts'
import { createAccess } from './auth/authenticate.ts'
import { createLoginLimiter } from './auth/login-limiter.ts'
import type { Db } from './db/database.ts'
import { docsRoutes } from './docs/docs.routes.ts'
import type { Env } from './env.ts'
import { healthRoutes } from './health/health.routes.ts'
import { accessLog } from './http/access-log.ts'
import { unknownPath } from './http/fallbacks.ts'
import { loadLimit } from './http/load-limit.ts'
import { problemHandler } from './http/problem-handler.ts'
import { requestContext } from './http/request-context.ts'
import { security } from './http/security.ts'
import { normalPath, wellFormed } from './http/well-formed.ts'
import type { Metrics } from './metrics.ts'
import { createCancelOrder } from './orders/cancel-order.service.ts'
import { createCursorCodec } from './orders/cursor.ts'
import { createEventStreams } from './orders/event-streams.ts'
import type { OrderEventFeed } from './orders/order-event-feed.ts'
import { createOrderController } from './orders/orders.controller.ts'
import { orderRoutes } from './orders/orders.routes.ts'
import { createOrderService } from './orders/orders.service.ts'
import { createPlaceOrder } from './orders/place-order.service.ts'
import type { Settlement } from './orders/settlement.service.ts'
import { createProductController } from './products/products.controller.ts'
import { productRoutes } from './products/products.routes.ts'
import { createProductService } from './products/products.service.ts'
import { createUserController } from './users/users.controller.ts'
import { userRoutes } from './users/users.routes.ts'
import { createUserService } from './users/users.service.ts'

export interface AppDeps {
  env: Env
  pool: pg.Pool
  db: Db
  settlement: Settlement
  feed: OrderEventFeed
  logger: Logger
  metrics: Metrics
  clock: () => Date
  newId: () => string
  isStopping: () => boolean
}

/** The composition root: what a request meets, in this order. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.use(requestContext(deps), accessLog(deps.metrics), security(deps.env.CORS_ORIGINS))
  app.use(wellFormed, normalPath)
  app.use('/api', loadLimit(deps.env.MAX_CONCURRENT_REQUESTS))
  app.use(createRouters(deps))
  app.use(unknownPath, problemHandler)
  return app
}

function createRouters(deps: AppDeps): Router[] {
  const { env, db, clock, metrics } = deps
  const accessTokens = createAccessTokens({
    secret: env.JWT_SECRET,
    ttlSeconds: env.ACCESS_TOKEN_TTL_SECONDS,
    clock,
  })
  const access = createAccess({ db, accessTokens })
  const loginLimiter = createLoginLimiter({
    pool: deps.pool,
    maxFailures: env.LOGIN_MAX_FAILURES,
    windowSeconds: env.LOGIN_WINDOW_SECONDS,
  })
  const refreshTokenTtlSeconds = env.REFRESH_TOKEN_TTL_SECONDS
  const auth = createAuthService({ ...deps, accessTokens, loginLimiter, refreshTokenTtlSeconds })
  const orders = createOrderService(deps)
  const orderController = createOrderController({
    orders,
    placeOrder: createPlaceOrder(deps),
    cancelOrder: createCancelOrder(deps),
    cursors: createCursorCodec(env.JWT_SECRET),
    eventStreams: createEventStreams({ ...deps, orders }),
  })
  return [
    productRoutes(createProductController(createProductService(deps)), access),
    orderRoutes(orderController, access),
    userRoutes(createUserController(createUserService(deps)), access),
    authRoutes(createAuthController(auth, loginLimiter)),
    adminRoutes(createAdminController(createStatsService(deps)), access),
    healthRoutes({ ...deps, registry: metrics.registry }),
    docsRoutes(),
  ]
}
