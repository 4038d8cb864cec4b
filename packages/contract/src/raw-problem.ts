import { type ProblemCode, problems } from './problem-codes.ts'
import { problemType } from './problem-page.ts'

/** What Node's HTTP parser says of bytes that did not become a request. */
interface ClientError {
  code?: string | undefined
  /** What arrived last, where that is known. */
  rawPacket?: Uint8Array | undefined
}

/**
 * The whole answer, status line and all, to what did not become a request: to be written to the socket, which is then
 * closed. Source: clauses HTTP-4, HTTP-16.
 * @param path where the request line could be read before; otherwise it is looked for in the bytes
 */
export function rawProblem(error: ClientError, path?: string): string {
  const code = codeOf(error)
  const { status, title, detail } = problems[code]
  const requestId = crypto.randomUUID()
  const instance = path ?? pathOf(error)
  const body = JSON.stringify({ type: problemType(code), title, status, detail, instance, code, requestId })
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${new TextEncoder().encode(body).length}`,
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
  const text = new TextDecoder('latin1').decode(rawPacket)
  const [, path = ''] = /^[A-Z]+ (\/[^\s?]*)/.exec(text) ?? []
  return path
}
