import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'

const textual = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript|x-www-form-urlencoded)\b)/i

/** The event of a request to a function URL: payload format 2.0, as API Gateway's HTTP APIs have it. */
export function toEvent(req: IncomingMessage, body: Buffer, requestId: string) {
  const [rawPath = '/', ...query] = (req.url ?? '/').split('?')
  const rawQueryString = query.join('?')
  const { cookie, ...headers } = joined(req)
  const host = headers['host'] ?? 'localhost'
  const isText = textual.test(headers['content-type'] ?? '') && !headers['content-encoding'] && isUtf8(body)
  const now = new Date()
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: {
      ...headers,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(rawQueryString && { queryStringParameters: parameters(rawQueryString) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method: req.method ?? 'GET',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: req.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

/** Names in lower case, the values of a repeated field joined by commas. */
function joined({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    const separator = name === 'cookie' ? '; ' : ','
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}${separator}${value}` : value
  }
  return headers
}

function parameters(rawQueryString: string): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    all[name] = Object.hasOwn(all, name) ? `${all[name]},${value}` : value
  }
  return all
}
