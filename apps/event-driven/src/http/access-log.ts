import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'
import { isUnknown } from './route-table.ts'

/**
 * One log line and one measurement per request, with the fields of the line chosen one by one. At the end of the
 * connection's part in it, because `onResponse` is not told of a client that did not wait for its answer.
 */
export const accessLog = fp<{ metrics: Metrics }>(async (app, { metrics: { httpRequests } }) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => {
      const { method, auth } = request
      const route = routeOf(request)
      const status = reply.raw.writableFinished ? reply.statusCode : 499
      const milliseconds = reply.elapsedTime
      // How long an event stream was open says nothing about how fast the server answers.
      const isStream = String(reply.getHeader('Content-Type')).startsWith('text/event-stream')
      if (!isStream) httpRequests.observe({ method, route, status }, milliseconds / 1000)
      const path = pathOf(request)
      request.log.info({ method, route, path, status, milliseconds, userId: auth?.user.id }, 'request')
    })
  })
})

/** The path as it was asked for, without the query. */
export function pathOf({ originalUrl }: FastifyRequest): string {
  return originalUrl.split('?', 1).join()
}

/** The path template in the spelling of the contract: `/api/v1/orders/{id}`. */
export function routeOf(request: FastifyRequest): string {
  const { url } = request.routeOptions
  if (url === undefined || isUnknown(request)) return 'unmatched'
  const template = templates.get(url) ?? url.replaceAll(/:(\w+)/g, '{$1}')
  templates.set(url, template)
  return template
}

const templates = new Map<string, string>()
