import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { AppEnv, UserEnv } from '../context.ts'
import type { Metrics } from '../metrics.ts'

/** One log line per request when its answer begins, and one measurement where there is something to measure with. */
export function accessLog(metrics: Metrics | undefined) {
  return createMiddleware<AppEnv & Partial<UserEnv>>(async (c, next) => {
    const start = performance.now()
    await next()
    const milliseconds = performance.now() - start
    const { method, path } = c.req
    const { status } = c.res
    const route = templateOf(routePath(c))
    // How long an event stream is open says nothing about how fast the server answers.
    const isStream = c.res.headers.get('Content-Type')?.startsWith('text/event-stream')
    if (!isStream) metrics?.requestServed({ method, route, status }, milliseconds / 1000)
    c.var.log.info({ method, route, path, status, milliseconds, userId: c.get('auth')?.user.id }, 'request')
  })
}

/** The path template in the spelling of the contract: `/api/v1/orders/{id}`. */
function templateOf(path: string): string {
  return path.includes('*') ? 'unmatched' : path.replaceAll(/:(\w+)/g, '{$1}')
}
