import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { adminRoutes } from './admin/admin.routes.ts'
import { createAccess } from './auth/access.ts'
import { type AccessTokens, createAccessTokens } from './auth/access-tokens.ts'
import type { AuthDeps } from './auth/auth.commands.ts'
import { authRoutes } from './auth/auth.routes.ts'
import { createLoginLimiter } from './auth/login-limiter.ts'
import type { Db } from './db/database.ts'
import { docsRoutes } from './docs/docs.routes.ts'
import type { Env } from './env.ts'
import { healthRoutes } from './health/health.routes.ts'
import { accessLog } from './http/access-log.ts'
import { etags } from './http/etags.ts'
import { createHttpServer } from './http/http-server.ts'
import { jsonBody } from './http/json-body.ts'
import { loadLimit } from './http/load-limit.ts'
import { problemHandler } from './http/problem-handler.ts'
import { requestContext, wellFormed } from './http/request-context.ts'
import { routeTable } from './http/route-table.ts'
import { security } from './http/security.ts'
import { tracing } from './http/tracing.ts'
import { validation } from './http/validation.ts'
import type { Notifications } from './messaging/notifications.ts'
import type { Metrics } from './metrics.ts'
import { createCursorCodec } from './orders/cursor.ts'
import { createEventStreams } from './orders/event-streams.ts'
import { createOrderSignals } from './orders/order-signals.ts'
import { orderRoutes } from './orders/orders.routes.ts'
import { productRoutes } from './products/products.routes.ts'
import { userRoutes } from './users/users.routes.ts'

export interface AppDeps {
  env: Env
  db: Db
  logger: FastifyBaseLogger
  metrics: Metrics
  notifications: Pick<Notifications, 'on'>
  clock: () => Date
  newId: () => string
  isStopping: () => boolean
}

/** The composition root of the HTTP side: what a request meets, in this order. */
export function createApp(deps: AppDeps): FastifyInstance {
  const { env, metrics } = deps
  const app = createHttpServer(deps.logger)
  app.setErrorHandler(problemHandler)
  app.decorateRequest('auth', null)
  app
    .register(requestContext)
    .register(tracing)
    .register(accessLog, { metrics })
    .register(security, { allowedOrigins: env.CORS_ORIGINS })
    .register(wellFormed)
    .register(loadLimit, { most: env.MAX_CONCURRENT_REQUESTS })
    .register(routeTable)
    .register(jsonBody)
    .register(validation)
    .register(etags)
  registerRoutes(app, deps)
  app.after(() => app.routeTable.complete())
  return app
}

function registerRoutes(app: FastifyInstance, deps: AppDeps): void {
  const { env, db, clock, newId, metrics, isStopping } = deps
  const accessTokens = createAccessTokens({
    secret: env.JWT_SECRET,
    ttlSeconds: env.ACCESS_TOKEN_TTL_SECONDS,
    clock,
  })
  const access = createAccess({ db, accessTokens })
  app
    .register(authRoutes, { prefix: '/api/v1/auth', ...authDeps(deps, accessTokens) })
    .register(userRoutes, { prefix: '/api/v1/users', db, clock, access })
    .register(productRoutes, { prefix: '/api/v1/products', db, clock, newId, access })
    .register(orderRoutes, { prefix: '/api/v1/orders', access, ...orderDeps(deps) })
    .register(adminRoutes, { prefix: '/api/v1/admin', db, access })
    .register(healthRoutes, { db, registry: metrics.registry, isStopping })
    .register(docsRoutes)
}

function authDeps({ env, db, clock, newId }: AppDeps, accessTokens: AccessTokens): AuthDeps {
  const limits = { maxFailures: env.LOGIN_MAX_FAILURES, windowSeconds: env.LOGIN_WINDOW_SECONDS }
  const loginLimiter = createLoginLimiter({ db, clock, ...limits })
  const refreshTokenTtlSeconds = env.REFRESH_TOKEN_TTL_SECONDS
  return { db, clock, newId, accessTokens, loginLimiter, refreshTokenTtlSeconds }
}

function orderDeps({ env, db, clock, newId, metrics, notifications }: AppDeps) {
  const signals = createOrderSignals(notifications)
  const cursors = createCursorCodec(env.JWT_SECRET)
  const eventStreams = createEventStreams({ db, signals, metrics })
  return { db, clock, newId, signals, cursors, eventStreams }
}
