import { Hono } from 'hono'
import { adminRoutes } from './admin/admin.routes.ts'
import { createAccessTokens } from './auth/access-tokens.ts'
import { authRoutes } from './auth/auth.routes.ts'
import { createAccess } from './auth/authenticate.ts'
import { createLoginLimiter } from './auth/login-limiter.ts'
import type { AppEnv } from './context.ts'
import type { Deps } from './deps.ts'
import { docsRoutes } from './docs/docs.routes.ts'
import { openApiOf } from './docs/open-api.ts'
import { healthRoutes } from './health/health.routes.ts'
import { accessLog } from './http/access-log.ts'
import { knownPaths, refuseUndecodable } from './http/known-paths.ts'
import { loadLimit } from './http/load-limit.ts'
import { answerUnknownPath, answerWithProblem } from './http/problem-handler.ts'
import { requestContext } from './http/request-context.ts'
import { router } from './http/router.ts'
import { crossOrigin, securityHeaders } from './http/security.ts'
import { orderRoutes } from './orders/orders.routes.ts'
import { productRoutes } from './products/products.routes.ts'
import { userRoutes } from './users/users.routes.ts'

export type App = ReturnType<typeof createApp>

/** The composition root: what a request meets, in this order. Nothing here belongs to one platform. */
export function createApp(deps: Deps) {
  const { preflight, requests } = crossOrigin(deps.env.CORS_ORIGINS)
  const routes = mount(deps)
  const app = new Hono<AppEnv>()
  app.use(requestContext(deps), accessLog(deps.metrics), securityHeaders, requests, refuseUndecodable)
  app.use('/api/*', loadLimit(deps.env.MAX_CONCURRENT_REQUESTS))
  for (const { path, guard } of knownPaths(routes.routes, preflight)) app.all(path, guard)
  app.onError(answerWithProblem)
  app.notFound(answerUnknownPath)
  return app.route('/', routes)
}

/** One chain, so that its type holds every route: the client in `client.ts` is made from it. */
function mount(deps: Deps) {
  const app = router()
  const { env, clock } = deps
  const accessTokens = createAccessTokens({
    secret: env.JWT_SECRET,
    ttlSeconds: env.ACCESS_TOKEN_TTL_SECONDS,
    clock,
  })
  const access = createAccess(accessTokens)
  const loginLimiter = createLoginLimiter({
    maxFailures: env.LOGIN_MAX_FAILURES,
    windowSeconds: env.LOGIN_WINDOW_SECONDS,
    clock,
  })
  const refreshTokenTtlSeconds = env.REFRESH_TOKEN_TTL_SECONDS
  return app
    .route('/', productRoutes(deps, access))
    .route('/', orderRoutes(deps, access))
    .route('/', userRoutes(deps, access))
    .route('/', authRoutes({ ...deps, accessTokens, loginLimiter, refreshTokenTtlSeconds }))
    .route('/', adminRoutes(access))
    .route('/', healthRoutes(deps))
    .route('/', docsRoutes({ ...deps, openApi: openApiOf(app) }))
}
