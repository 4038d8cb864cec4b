import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { requestIdPattern } from '@backend-rosetta/contract/headers'
import { parseTraceparent, type Trace } from '@backend-rosetta/contract/trace-context'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** The id of a request: the given one where it is acceptable (HTTP-9). */
export function requestIdOf({ headers }: { headers: IncomingMessage['headers'] }): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID()
}

export function traceOf({ headers }: { headers: IncomingMessage['headers'] }): Trace | undefined {
  const { traceparent } = headers
  return typeof traceparent === 'string' ? parseTraceparent(traceparent) : undefined
}

/** The trace that the caller began, to be continued. */
export const CurrentTrace = createParamDecorator((_: undefined, context: ExecutionContext) => {
  return traceOf(context.switchToHttp().getRequest<FastifyRequest>())
})
