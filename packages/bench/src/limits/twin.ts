/**
 * The bare twin: a program of its own, `node twin.ts`, that answers the measured requests with node:http and pg alone.
 * The same statements, prepared, and the same JSON; no framework, checks, log, metrics, ETags or signatures. It is no
 * server for anybody, but what no server with those can pass.
 */
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { createPool } from './database.ts'
import { placeOrder } from './placing.ts'
import { getMe, getOrder, getProduct, listOrders, searchProducts } from './reading.ts'
import { logIn } from './signing-in.ts'

const { HOST, PORT, DATABASE_URL = '', PAYMENT_GATEWAY_URL = '' } = process.env
const pool = createPool(DATABASE_URL)
const prefix = '/api/v1/'

// What it has measured of itself is written when it ends by itself.
process.once('SIGTERM', () => process.exit())

createServer((request, response) => {
  const created = request.method === 'POST' && request.url === `${prefix}orders`
  answer(request).then(
    (body) => {
      const content = JSON.stringify(body)
      response.writeHead(created ? 201 : 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(content),
      })
      response.end(content)
    },
    (error: unknown) => {
      response.writeHead(500).end(String(error))
    },
  )
}).listen(Number(PORT), HOST)

async function answer(request: IncomingMessage): Promise<object> {
  if (request.url === '/health/live') return { status: 'ok' }
  const [path = '', search] = request.url?.slice(prefix.length).split('?') ?? []
  const [collection, id] = path.split('/')
  const sessionId = request.headers.authorization?.slice('Bearer '.length) ?? ''
  if (request.method === 'POST') {
    // The benchmark sends what it means: nothing here is checked.
    const body = JSON.parse(await text(request))
    return collection === 'orders'
      ? placeOrder({ pool, gatewayUrl: PAYMENT_GATEWAY_URL }, sessionId, body)
      : logIn(pool, body)
  }
  if (collection === 'users') return getMe(pool, sessionId)
  if (collection === 'products') return id ? getProduct(pool, id) : searchProducts(pool, termOf(search))
  return id ? getOrder(pool, sessionId, id) : listOrders(pool, sessionId, new URLSearchParams(search))
}

function termOf(search: string | undefined): string {
  return new URLSearchParams(search).get('search') ?? ''
}
