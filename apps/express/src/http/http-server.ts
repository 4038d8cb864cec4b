import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'

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
    else if (!req.complete && !res.headersSent) socket.end(rawProblem(error, req))
    else res.once('finish', () => socket.end(rawProblem(error)))
  })
  return server
}

/** The answer to what did not become a request. */
function rawProblem(error: ClientError, req?: IncomingMessage): string {
  const code = codeOf(error)
  const { status, title, explanation: detail } = problems[code]
  const requestId = randomUUID()
  const instance = req?.url?.split('?', 1)[0] ?? pathOf(error)
  const body = JSON.stringify({ type: problemType(code), title, status, detail, instance, code, requestId })
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

function codeOf({ code }: ClientError): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout'
  return 'bad_request'
}

/** The path of the request line, as far as there is one. */
function pathOf({ rawPacket }: ClientError): string {
  const [, path = ''] = /^[A-Z]+ (\/[^\s?]*)/.exec(rawPacket?.toString('latin1') ?? '') ?? []
  return path
}
