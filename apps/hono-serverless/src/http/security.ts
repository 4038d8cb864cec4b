import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { AppEnv } from '../context.ts'

/** For answers that are data and not pages; a page sets a policy of its own. */
export const securityHeaders = secureHeaders({
  overwrite: false,
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  // These are for pages of old browsers, or said by the policy above.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})

const requestHeaders = [
  'Accept',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'traceparent',
  'X-Request-Id',
]

const responseHeaders = ['ETag', 'Idempotency-Replayed', 'Link', 'Location', 'Retry-After', 'X-Request-Id']

/** CORS for the origins on the list (HTTP-11). `hono/cors` tells all others what is exposed: they never get to it. */
export function crossOrigin(allowedOrigins: readonly string[]) {
  const allowed = cors({
    origin: [...allowedOrigins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: requestHeaders,
    exposeHeaders: responseHeaders,
    maxAge: 600,
  })
  const preflight = createMiddleware<AppEnv>(async (c, next) => {
    const origin = c.req.header('Origin')
    if (origin !== undefined && allowedOrigins.includes(origin)) return allowed(c, next)
    c.header('Vary', 'Origin', { append: true })
    await next()
  })
  // A preflight is answered where its path is known, together with Allow.
  const requests = createMiddleware<AppEnv>((c, next) =>
    c.req.method === 'OPTIONS' ? next() : preflight(c, next),
  )
  return { preflight, requests }
}
