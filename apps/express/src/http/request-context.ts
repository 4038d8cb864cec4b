import { randomUUID } from 'node:crypto'
import { requestIdPattern } from '@backend-rosetta/contract/headers'
import { parseTraceparent, type Trace } from '@backend-rosetta/contract/trace-context'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

declare global {
  namespace Express {
    interface Request {
      id: string
      log: Logger
      trace: Trace | undefined
    }
  }
}

interface Deps {
  logger: Logger
  isStopping: () => boolean
}

/** Gives every request its id, trace and logger (HTTP-9). Comes first, so that every answer and line has them. */
export function requestContext({ logger, isStopping }: Deps): RequestHandler {
  return (req, res, next) => {
    const given = req.get('X-Request-Id')
    req.id = given && requestIdPattern.test(given) ? given : randomUUID()
    req.trace = parseTraceparent(req.get('traceparent'))
    req.log = logger.child({ requestId: req.id, ...(req.trace && { traceId: req.trace.id }) })
    res.setHeader('X-Request-Id', req.id)
    if (isStopping()) res.setHeader('Connection', 'close')
    next()
  }
}
