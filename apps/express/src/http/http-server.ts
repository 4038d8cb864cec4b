import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'

/** node:http with limits on size and time, whose own errors are problems like all others (HTTP-16). */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 5000,
      // The app says what is wrong with a message without Host.
      requireHostHeader: false,
    },
    listener,
  )
  const answering = new WeakSet<Duplex>()
  server.on('request', ({ socket }, res) => {
    answering.add(socket)
    res.once('close', () => answering.delete(socket))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer another one would be read as part of it.
    if (!socket.writable || answering.has(socket) || error.code === 'ECONNRESET') socket.destroy()
    else socket.end(rawProblem(codeOf(error)))
  })
  return server
}

function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout'
  return 'bad_request'
}

/** There is no request that could be answered, so that the path is not known. */
function rawProblem(code: ProblemCode): string {
  const { status, title, explanation: detail } = problems[code]
  const requestId = randomUUID()
  const body = JSON.stringify({
    type: problemType(code),
    title,
    status,
    detail,
    instance: '',
    code,
    requestId,
  })
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
