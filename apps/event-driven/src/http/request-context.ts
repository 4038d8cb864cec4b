import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { requestIdPattern } from '@backend-rosetta/contract/headers'
import { parseTraceparent } from '@backend-rosetta/contract/trace-context'
import fp from 'fastify-plugin'
import { HttpError } from './http-error.ts'

/** The id that the client gave, or a new one (HTTP-9). */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID()
}

/** The trace that the client is in: its lines can be found by it. */
export function traceOf({ headers: { traceparent } }: IncomingMessage): { traceId?: string } {
  const trace = parseTraceparent(typeof traceparent === 'string' ? traceparent : undefined)
  return trace ? { traceId: trace.id } : {}
}

/** Comes first, so that every answer has its id. */
export const requestContext = fp(async (app) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id)
  })
})

/** What Node's parser lets through and RFC 9112 does not: no version (section 3), no Host (section 3.2). */
export const wellFormed = fp(async (app) => {
  app.addHook('onRequest', async ({ raw }) => {
    const { httpVersionMajor, httpVersionMinor, headers } = raw
    if (httpVersionMajor !== 1 || (httpVersionMinor === 1 && headers.host === undefined)) {
      throw new HttpError('bad_request')
    }
  })
})
