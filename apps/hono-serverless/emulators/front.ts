import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Answers one request, whatever happens. Resolves when nothing of it goes on any more. */
export type Serve = (req: IncomingMessage, res: ServerResponse) => Promise<void>

export interface Front {
  /** No new connections; what is under way may finish, for a while. */
  close: () => Promise<void>
}

/** Whoever had connected when the order came, and was not accepted yet, is let in. */
const acceptMilliseconds = 20

/** What was on its way when the order came is read before connections without a request are closed. */
const noticeMilliseconds = 300

/** Platforms let answers that are under way finish when a new version replaces the old one; then they cut. */
const graceMilliseconds = 5000

/**
 * The front door of a platform. What is no HTTP request is answered here, in a word or not at all: neither Lambda nor
 * a Worker is ever called for it.
 */
export async function openFront(
  serve: Serve,
  { host, port }: { host: string; port: number },
): Promise<Front> {
  const underWay = new Set<ServerResponse>()
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 15_000,
      requestTimeout: 15_000,
      connectionsCheckingInterval: 1000,
    },
    (req, res) => {
      underWay.add(res)
      res.once('close', () => underWay.delete(res))
      serve(req, res).catch((error: unknown) => {
        // A client that went away in the middle of its request.
        if (!req.destroyed) console.error(error)
        res.destroy()
      })
    },
  )
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    const status = code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
    if (!socket.writable || code === 'ERR_HTTP_REQUEST_TIMEOUT') socket.destroy()
    else socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    async close() {
      await sleep(acceptMilliseconds)
      server.on('connection', (socket) => socket.destroy())
      await sleep(noticeMilliseconds)
      const closed = once(server, 'close')
      server.close()
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      const grace = setTimeout(() => endAll(underWay, () => server.closeAllConnections()), graceMilliseconds)
      await closed
      clearInterval(sweep)
      clearTimeout(grace)
    },
  }
}

/** Streams end in order; what has no answer yet gets none. */
function endAll(underWay: Iterable<ServerResponse>, cut: () => void): void {
  for (const res of underWay) if (res.headersSent) res.end()
  setTimeout(cut, 500).unref()
}
