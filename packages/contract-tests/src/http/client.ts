import {
  isOperationId,
  type OperationId,
  operation,
  operationIds,
  pathOf,
} from '@backend-rosetta/contract/operations'
import { Failure } from '../failures.ts'
import type { Answer, Breach, Exchange } from './exchange.ts'
import { breachesOf } from './general-clauses.ts'
import { send } from './transport.ts'

type QueryValue = string | number | boolean | undefined

export interface CallOptions {
  path?: Readonly<Record<string, string>>
  /** An array is sent as a repeated parameter. */
  query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>
  /** They win over those that follow from the other options; `undefined` leaves one out. */
  headers?: Readonly<Record<string, string | string[] | undefined>>
  /** Sent as JSON. */
  body?: unknown
  /** An ETag with its quotes. */
  ifMatch?: string
  idempotencyKey?: string
}

export interface RequestOptions extends Omit<CallOptions, 'path'> {
  /** Sent as it is, without a Content-Type unless `headers` give one. */
  rawBody?: string | Uint8Array
}

/** Sends requests as one actor, or as nobody. */
export interface Client {
  /** Calls an operation of the contract. */
  call<Id extends OperationId>(id: Id, options?: CallOptions): Promise<Answer<Id>>
  /** Any request. `target` is a path with its query, sent exactly as it stands. */
  request(method: string, target: string, options?: RequestOptions): Promise<Answer>
  /** The same client for one instance only, instead of every base URL in turn. */
  at(baseUrl: string): Client
}

/** What a client takes from the check that it belongs to. */
export interface ClientScope {
  nextBaseUrl(): string
  record(exchange: Exchange, breaches: readonly Breach[]): void
  /** Whether a server of the selected level has to keep this clause. */
  holds(clause: string): boolean
  signal: AbortSignal
}

/** The account that a client sends its requests with. */
export interface Identity {
  email: string
  accessToken(): Promise<string>
}

/** Milliseconds that any answer may take. */
const ANSWER_TIMEOUT = 15_000

export function createClient(scope: ClientScope, identity?: Identity): Client {
  async function exchange(method: string, target: string, options: RequestOptions): Promise<Exchange> {
    const token = await identity?.accessToken()
    const headers = { ...headersOf(options, token), ...options.headers }
    const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
    const base = scope.nextBaseUrl()
    const outgoing = { method, url: new URL(base), target, headers, body, as: identity?.email }
    return send(outgoing, { signal: scope.signal, timeout: ANSWER_TIMEOUT })
  }
  function read<Id extends OperationId | undefined>(id: Id, sent: Exchange): Answer<Id> {
    const answer = toAnswer(id, sent, scope)
    scope.record(sent, answer.breaches)
    return answer
  }
  return {
    async call(id, { path, query, ...options } = {}) {
      const target = `${pathOf(id, path)}${queryString(query)}`
      return read(id, await exchange(operation(id).method, target, options))
    },
    async request(method, target, options = {}) {
      const sent = await exchange(method, `${target}${queryString(options.query)}`, options)
      return read(operationAt(method, target), sent)
    },
    at: (baseUrl) => createClient({ ...scope, nextBaseUrl: () => baseUrl }, identity),
  }
}

/** The answer of an exchange, held to the general clauses. Throws a `Failure` when there is none. */
export function toAnswer<Id extends OperationId | undefined>(
  operation: Id,
  exchange: Exchange,
  scope: Pick<ClientScope, 'holds' | 'record'>,
): Answer<Id> {
  const { request, response, failure, milliseconds } = exchange
  if (!response) {
    scope.record(exchange, [])
    throw new Failure(`${request.method} ${request.url} got no answer`, {
      expected: 'an answer',
      received: failure ?? 'nothing',
      exchange,
    })
  }
  const headers = joined(response.headers)
  const answer = {
    operation,
    status: response.status,
    headers,
    text: response.body,
    body: parsed(response.body, headers['content-type']),
    milliseconds,
    exchange,
  }
  return { ...answer, breaches: breachesOf(answer).filter(({ clause }) => scope.holds(clause)) }
}

function headersOf({ rawBody, body, ifMatch, idempotencyKey }: RequestOptions, token: string | undefined) {
  return {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(rawBody === undefined && body !== undefined && { 'Content-Type': 'application/json' }),
    ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
  }
}

function queryString(query: CallOptions['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : [[name, String(one)] as [string, string]])),
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

function operationAt(method: string, target: string): OperationId | undefined {
  const [path = ''] = target.split('?', 1)
  // A path without parameters wins: DELETE /users/me is not that of a user whose id is "me".
  const exact = operationIds.some((candidate) => operation(candidate).path === path)
  const id = operationIds.find((candidate) => {
    const { method: own, path: template } = operation(candidate)
    const isOurs = exact ? template === path : matches(template, path)
    return isOurs && (own === method || (own === 'GET' && method === 'HEAD'))
  })
  return id && isOperationId(id) ? id : undefined
}

function matches(template: string, path: string): boolean {
  const parts = path.split('/')
  const expected = template.split('/')
  return parts.length === expected.length && expected.every((part, i) => part[0] === '{' || part === parts[i])
}

function joined(pairs: ReadonlyArray<readonly [string, string]>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return headers
}

function parsed(text: string, type = ''): unknown {
  if (!/^application\/(\w+\+)?json\b/i.test(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
