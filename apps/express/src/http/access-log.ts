import type { Request, RequestHandler } from 'express'
import type { Metrics } from '../metrics.ts'

/** One log line and one measurement per request, when its answer is out or its client is gone. */
export function accessLog({ httpRequests }: Metrics): RequestHandler {
  return (req, res, next) => {
    const start = performance.now()
    res.once('close', () => {
      const milliseconds = performance.now() - start
      const { method, path } = req
      const route = routeOf(req)
      const status = res.writableFinished ? res.statusCode : 499
      // How long an event stream was open says nothing about how fast the server answers.
      const isStream = String(res.getHeader('Content-Type')).startsWith('text/event-stream')
      if (!isStream) httpRequests.observe({ method, route, status }, milliseconds / 1000)
      req.log.info({ method, route, path, status, milliseconds, userId: req.auth?.user.id }, 'request')
    })
    next()
  }
}

const templates = new Map<string, string>()

/** The path template in the spelling of the contract: `/api/v1/orders/{id}`. */
function routeOf(req: Request): string {
  const path: unknown = req.route?.path
  if (typeof path !== 'string') return 'unmatched'
  const template = templates.get(path) ?? path.replaceAll(/:(\w+)/g, '{$1}')
  templates.set(path, template)
  return template
}
