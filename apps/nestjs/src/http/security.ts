import type { SecurityHeadersOptions } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'

/** Nest's own, as strict as an API can be: nothing here is a page, but the one that brings its own policy. */
export const securityHeaders: SecurityHeadersOptions = {
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

type CorsOptions = Exclude<
  NonNullable<Parameters<NestFastifyApplication['enableCors']>[0]>,
  (...parameters: never) => unknown
>

/** CORS for the origins on the list (HTTP-11). */
export function corsOptions(allowedOrigins: readonly string[]): CorsOptions {
  return {
    // With `false` instead of a list, an unknown origin gets no CORS header at all.
    origin: (origin, decide) => decide(null, origin !== undefined && allowedOrigins.includes(origin)),
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: requestHeaders,
    exposedHeaders: responseHeaders,
    maxAge: 600,
    // The route answers OPTIONS itself, with Allow.
    preflightContinue: true,
    strictPreflight: false,
  }
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
