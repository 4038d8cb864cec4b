import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Order, orderSchema } from '@backend-rosetta/contract/orders'
import autocannon, { type Options, type Request, type Result } from 'autocannon'
import { orderBody, type Shop } from '../load/shop.ts'

export interface TrafficOptions {
  shop: Shop
  /** Of a customer. */
  token: string
  connections: number
  seconds: number
  /** Requests per second over all connections; as many as are answered when absent. */
  rate?: number
}

/** What went out and came back, counted. */
export interface Traffic {
  sent: number
  /** Timed out, or on a connection that broke. What is under way at the end is not counted. */
  unanswered: number
  answered: number
  /** 503 and 429 that say when to come again. */
  refused: number
  /** Anything else, by what it was: a 500, a 503 without `Retry-After`, no answer. */
  wrong: Record<string, number>
  /** Answered 201, by key. */
  placed: Map<string, Order>
  /** Sent, and answered otherwise or not at all. */
  abandoned: Set<string>
  seconds: number
}

/** A shop at its busiest: of six requests two read a product, one an order list, one who one is, one places an order. */
export async function sendTraffic(options: TrafficOptions, signal: AbortSignal): Promise<Traffic> {
  const { shop, connections, seconds, rate } = options
  const traffic: Traffic = {
    sent: 0,
    unanswered: 0,
    answered: 0,
    refused: 0,
    wrong: {},
    placed: new Map(),
    abandoned: new Set(),
    seconds,
  }
  const { instance, result } = start({
    url: shop.baseUrl,
    connections,
    duration: seconds,
    timeout: 10,
    ...(rate !== undefined && { overallRate: rate }),
    requests: requestsFor(options, traffic),
  })
  const stop = () => instance.stop()
  signal.addEventListener('abort', stop)
  const { errors, timeouts, requests } = await result
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  // autocannon begins to count a connection not with its first request but with all that its rate allows in a second.
  traffic.sent = rate === undefined ? requests.sent : requests.sent - rate + connections
  traffic.unanswered = errors
  if (timeouts > 0) count(traffic, 'no answer within 10 s', timeouts)
  if (errors > timeouts) count(traffic, 'broken connection', errors - timeouts)
  return traffic
}

function requestsFor({ shop, token }: TrafficOptions, traffic: Traffic): Request[] {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const tally: Tally = (status, answer) => {
    if (status >= 200 && status < 300) traffic.answered += 1
    else if ((status === 503 || status === 429) && answer && hasRetryAfter(answer)) traffic.refused += 1
    else count(traffic, status === 503 || status === 429 ? `${status} without Retry-After` : String(status))
  }
  const read = (path: string): Request => ({
    method: 'GET',
    path: `/api/v1${path}`,
    headers,
    onResponse: (status, _body, _context, answer) => tally(status, answer),
  })
  const [, ...plenty] = shop.products
  return [
    read(`/products/${plenty[0]?.id}`),
    read('/users/me'),
    placing(plenty[1]?.id ?? '', { headers, traffic, tally }),
    read('/orders?limit=20'),
    read(`/products/${plenty[2]?.id}`),
    read('/products?search=mug'),
  ]
}

type Tally = (status: number, headers: IncomingHttpHeaders | undefined) => void

interface Placing {
  headers: Record<string, string>
  traffic: Traffic
  tally: Tally
}

function placing(productId: string, { headers, traffic, tally }: Placing): Request {
  return {
    method: 'POST',
    path: '/api/v1/orders',
    setupRequest(request, context) {
      const key = randomUUID()
      Object.assign(context, { key })
      traffic.abandoned.add(key)
      const body = JSON.stringify(orderBody([{ productId, quantity: 1 }], 'tok_ok', key))
      return { ...request, headers: { ...headers, 'idempotency-key': key }, body }
    },
    onResponse(status, body, _context, answer) {
      tally(status, answer)
      const order = status === 201 ? orderSchema.safeParse(JSON.parse(body)) : undefined
      const key = order?.data?.notes
      if (!order?.success || !key) return
      traffic.abandoned.delete(key)
      traffic.placed.set(key, order.data)
    },
  }
}

/** autocannon leaves names of headers as they come. */
function hasRetryAfter(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'retry-after')
}

function count({ wrong }: Traffic, what: string, times = 1): void {
  wrong[what] = (wrong[what] ?? 0) + times
}

function start(options: Options) {
  const { promise: result, resolve, reject } = Promise.withResolvers<Result>()
  const instance = autocannon(options, (error: unknown, done) => (error ? reject(error) : resolve(done)))
  return { instance, result }
}
