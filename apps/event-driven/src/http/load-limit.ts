import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { HttpError } from './http-error.ts'

// #region load-limit
/**
 * Refuses at once what comes on top of `most` requests that are being worked on (OPS-8). Waiting in line for the
 * database it would be too late when its turn came, and would have made all others late. An event stream that has begun
 * is no work.
 */
export const loadLimit = fp<{ most: number }>(async (app, { most }) => {
  const atWork = new Set<FastifyRequest>()
  app.addHook('onRequest', async (request, { raw }) => {
    // By the route that was found: a path can be spelled in many ways.
    if (!request.routeOptions.url?.startsWith('/api/')) return
    if (atWork.size >= most) throw new HttpError('unavailable')
    atWork.add(request)
    // Of a client that did not wait for its answer nothing is sent.
    raw.once('close', () => atWork.delete(request))
  })
  app.addHook('onSend', async (request) => void atWork.delete(request))
})
// #endregion
