import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { rawProblem } from '@backend-rosetta/contract/raw-problem'
import {
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyInstance,
  fastify,
  LogController,
} from 'fastify'
import { requestIdOf, traceOf } from './request-context.ts'

/** Fastify with limits on size and time, where what did not become a request is a problem like all others (HTTP-16). */
export function createHttpServer(loggerInstance: FastifyBaseLogger): FastifyInstance {
  const latest = new WeakMap<Duplex, ServerResponse>()
  const app: FastifyInstance = fastify<Server>({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    childLoggerFactory: (logger, bindings, options, req) =>
      logger.child({ ...bindings, ...traceOf(req) }, options),
    requestIdHeader: false,
    bodyLimit: 102_400,
    requestTimeout: 15_000,
    keepAliveTimeout: 5000,
    http: {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      // The app itself says what is wrong with a message without Host.
      requireHostHeader: false,
    },
    // What still comes in on open connections is answered while the server ends.
    return503OnClosing: false,
    // An id of any length is one that names nothing.
    routerOptions: { maxParamLength: 16_384 },
    // Nothing is at a path that cannot be decoded (HTTP-8); Fastify would answer it before any hook.
    rewriteUrl: ({ url = '/' }) => (isDecodable(url) ? url : '/undecodable'),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, latest.get(socket)),
  })
  app.server.on('request', (_req, res) => latest.set(res.req.socket, res))
  return app
}

function answerClientError(error: ConnectionError, socket: Duplex, res: ServerResponse | undefined): void {
  const { code } = error
  const rawPacket = 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) ? error.rawPacket : undefined
  const end = (path?: string) => socket.end(rawProblem({ code, rawPacket }, path))
  if (!socket.writable || code === 'ECONNRESET') socket.destroy()
  else if (!res || res.writableFinished) end()
  // The error is in the body of a request that waits for it, or behind a good one, whose answer must not suffer.
  else if (!res.req.complete && !res.headersSent) end(res.req.url?.split('?', 1).join())
  else res.once('finish', () => end())
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1).join())
    return true
  } catch {
    return false
  }
}
