import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { rawProblem } from '@backend-rosetta/contract/raw-problem'

interface ClientError extends NodeJS.ErrnoException {
  /** What arrived last, where that is known. */
  rawPacket?: Buffer
}

/** node:http with limits on size and time, whose own errors are problems like all others (HTTP-16). */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 5000,
      // The app itself says what is wrong with a message without Host.
      requireHostHeader: false,
    },
    listener,
  )
  const latest = new WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>()
  server.on('request', (req, res) => latest.set(req.socket, { req, res }))
  server.on('clientError', (error: ClientError, socket) => {
    const { req, res } = latest.get(socket) ?? {}
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
    else if (!req || !res || res.writableFinished) socket.end(rawProblem(error))
    // The error is in the body of a request that waits for it, or behind a good one, whose answer must not suffer.
    else if (!req.complete && !res.headersSent) socket.end(rawProblem(error, pathOf(req)))
    else res.once('finish', () => socket.end(rawProblem(error)))
  })
  return server
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1).join()
}
