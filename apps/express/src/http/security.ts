import cors from 'cors'
import type { RequestHandler } from 'express'
import helmet, { type HelmetOptions } from 'helmet'

const headers: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // These are for pages of old browsers, or said by the policy above.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xPoweredBy: false,
  xXssProtection: false,
}

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

/** Security headers and CORS for the origins on the list (HTTP-11). */
export function security(allowedOrigins: readonly string[]): RequestHandler[] {
  const crossOrigin = cors({
    // With `false` instead of a list, an unknown origin gets no CORS header at all.
    origin: (origin, decide) => decide(null, origin !== undefined && allowedOrigins.includes(origin)),
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: requestHeaders,
    exposedHeaders: responseHeaders,
    maxAge: 600,
    // The route answers OPTIONS itself, with Allow.
    preflightContinue: true,
  })
  const varyByOrigin: RequestHandler = (req, res, next) => {
    res.vary('Origin')
    if (req.headers.origin === undefined) next()
    else crossOrigin(req, res, next)
  }
  return [helmet(headers), varyByOrigin]
}
