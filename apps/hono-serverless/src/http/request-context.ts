import { requestIdPattern } from '@backend-rosetta/contract/headers'
import { parseTraceparent } from '@backend-rosetta/contract/trace-context'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../context.ts'
import type { Deps } from '../deps.ts'

/**
 * Gives every request its id, trace, log (HTTP-9) and what it may use of the place it runs in. Not `hono/request-id`:
 * that one refuses dots, which are good in the ids of this contract, and takes equals signs, which are not.
 */
export function requestContext({ logger, scope }: Pick<Deps, 'logger' | 'scope'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const given = c.req.header('X-Request-Id')
    const requestId = given && requestIdPattern.test(given) ? given : crypto.randomUUID()
    const trace = parseTraceparent(c.req.header('traceparent'))
    const { db, waitUntil } = scope(c)
    c.set('requestId', requestId)
    c.set('trace', trace)
    c.set('log', logger.child({ requestId, ...(trace && { traceId: trace.id }) }))
    c.set('db', db)
    c.set('waitUntil', waitUntil)
    c.header('X-Request-Id', requestId)
    await next()
  })
}
