import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { rawProblem } from '@backend-rosetta/contract/raw-problem'
import { getRequestListener } from '@hono/node-server'

interface ClientError extends NodeJS.ErrnoException {
  /** What arrived last, where that is known. */
  rawPacket?: Buffer
}

interface App {
  fetch: (request: Request) => Response | Promise<Response>
}

/** The app behind node:http with limits on size and time, whose own errors are problems like all others (HTTP-16). */
export function createHttpServer(app: App, { isStopping }: { isStopping: () => boolean }): Server {
  const listener = getRequestListener((request) => app.fetch(request), {
    // For HTTP/1.0, which knows no Host.
    hostname: 'localhost',
  })
  const latest = new WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>()
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 5000,
      // Node's own answer to a message without Host is no problem document.
      requireHostHeader: false,
    },
    (req, res) => {
      latest.set(req.socket, { req, res })
      if (isStopping()) res.setHeader('Connection', 'close')
      if (isWellFormed(req)) void listener(req, res)
      else req.socket.end(rawProblem({}, pathOf(req)))
    },
  )
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

/** What Node's parser lets through and RFC 9112 does not: no version (section 3), no Host (section 3.2). */
function isWellFormed({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion !== '0.9' && (headers.host !== undefined || httpVersion === '1.0')
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1).join()
}
