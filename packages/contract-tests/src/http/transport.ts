import http from 'node:http'
import https from 'node:https'
import type { Exchange } from './exchange.ts'

/** A request as it goes out. A header that is `undefined` is left out, an array is sent as several fields. */
export interface OutgoingRequest {
  method: string
  url: URL
  /** The path and query as they go on the wire, where they are not those of `url`. */
  target?: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body?: string | Uint8Array | undefined
  /** The email of the account, for the record. */
  as?: string | undefined
}

export interface SendOptions {
  signal: AbortSignal
  /** Milliseconds until the whole answer has to be there. */
  timeout: number
}

/** A connection for each request that is under way, closed when it was idle for 3 s: before any sane server does. */
const settings = { keepAlive: true, timeout: 3000, maxSockets: 1024 }
const agents = { http: new http.Agent(settings), https: new https.Agent(settings) }

/** Sends a request and reads the answer. Never throws: what went wrong stands in `failure`. */
export async function send(outgoing: OutgoingRequest, options: SendOptions): Promise<Exchange> {
  const started = performance.now()
  const request = describe(outgoing)
  try {
    const response = await readResponse(await open(outgoing, options))
    return { request, response, milliseconds: performance.now() - started }
  } catch (error) {
    return { request, failure: reasonOf(error), milliseconds: performance.now() - started }
  }
}

/** Sends a request and resolves when the head of its answer is there. */
export function open(outgoing: OutgoingRequest, options: SendOptions): Promise<http.IncomingMessage> {
  const { method, url, target, headers, body } = outgoing
  const secure = url.protocol === 'https:'
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const request = (secure ? https : http).request(url, {
    method,
    path: target ?? `${url.pathname}${url.search}`,
    agent: secure ? agents.https : agents.http,
    signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout)]),
    headers: definedHeaders(headers),
  })
  request.on('response', resolve)
  request.on('error', reject)
  request.end(body)
  return promise
}

async function readResponse(message: http.IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return {
    status: message.statusCode ?? 0,
    headers: headerPairs(message.rawHeaders),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Name and value of each header field, in the order in which they came. */
export function headerPairs(raw: readonly string[]): Array<readonly [string, string]> {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []))
}

function definedHeaders(headers: OutgoingRequest['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** The request as an exchange shows it. */
export function describe({ method, url, target, headers, body, as }: OutgoingRequest): Exchange['request'] {
  return {
    method,
    url: target === undefined ? url.href : `${url.origin}${target}`,
    headers: definedHeaders(headers),
    ...(as !== undefined && { as }),
    ...(body !== undefined && {
      body: typeof body === 'string' ? body : Buffer.from(body).toString('latin1'),
    }),
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'no complete answer in time'
  if (error.name === 'AbortError') return 'the check was stopped before the answer came'
  return error.message || ('code' in error ? String(error.code) : error.name)
}
