import fp from 'fastify-plugin'
import { openSpan } from '../telemetry/spans.ts'
import { pathOf, routeOf } from './access-log.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that this request belongs to, for what it leads to (HTTP-9). */
    traceparent: string | undefined
  }
}

/** A span from the first hook to the end of the answer, in the trace of the client if it has one. */
export const tracing = fp(async (app) => {
  app.decorateRequest('traceparent', undefined)
  app.addHook('onRequest', async (request, reply) => {
    const { method, headers } = request
    const { traceparent } = headers
    const route = routeOf(request)
    const span = openSpan({
      name: `${method} ${route}`,
      kind: 'SERVER',
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      attributes: { 'http.request.method': method, 'http.route': route, 'url.path': pathOf(request) },
    })
    request.traceparent = span.traceparent
    reply.raw.once('close', () => {
      const { statusCode } = reply
      const attributes = { 'http.response.status_code': statusCode }
      span.end({ attributes, ...(statusCode >= 500 && { error: statusCode }) })
    })
  })
})
