import http from 'node:http'
import { json } from 'node:stream/consumers'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { inTransaction, run } from './database.ts'
import { findUser, only } from './reading.ts'
import { type ItemRow, type OrderRow, type ProductRow, toOrder } from './rows.ts'
import { placing } from './statements.ts'

/** What a benchmark orders. */
interface OrderRequest {
  items: Array<{ productId: string; quantity: number }>
  payment: { token: string }
  shippingAddress: object
}

interface Shop {
  pool: pg.Pool
  gatewayUrl: string
}

interface Draft {
  id: string
  userId: string
  now: Date
}

/** The leanest way from the request to the confirmed order. */
export async function placeOrder(shop: Shop, sessionId: string, request: OrderRequest): Promise<object> {
  const user = await findUser(shop.pool, sessionId)
  const draft: Draft = { id: uuidv7(), userId: user.id, now: new Date() }
  const total = await inTransaction(shop.pool, (client) => write(client, draft, request))
  const chargeId = await charge(shop.gatewayUrl, {
    ...total,
    reference: draft.id,
    token: request.payment.token,
  })
  return inTransaction(shop.pool, async (client) => {
    await run(client, placing.lockOrder, [draft.id])
    await run(client, placing.paidEvents, [draft.id, new Date(), JSON.stringify({ amount: total })])
    const confirmed = await run<OrderRow & { items: ItemRow[] }>(client, placing.confirm, [
      draft.id,
      chargeId,
      new Date(),
    ])
    const row = only(confirmed)
    return toOrder(row, row.items)
  })
}

async function write(client: pg.PoolClient, { id, userId, now }: Draft, request: OrderRequest) {
  const ids = request.items.map(({ productId }) => productId)
  const offers = await run<ProductRow>(client, placing.offers, [ids])
  const lines = request.items.map(({ productId, quantity }) => {
    const offer = only(offers.filter((candidate) => candidate.id === productId))
    return [offer.id, offer.sku, offer.name, quantity, offer.price_amount] as const
  })
  const total = {
    amount: lines.reduce((sum, [, , , quantity, price]) => sum + quantity * price, 0),
    currency: offers[0]?.currency ?? '',
  }
  const { token } = request.payment
  const address = JSON.stringify({ line2: null, ...request.shippingAddress })
  const lease = new Date(now.getTime() + 5000)
  await run(client, placing.order, [id, userId, total.currency, total.amount, token, address, lease, now])
  await run(client, placing.items, [id, ...lines.flat()])
  await run(client, placing.placedEvent, [id, now, userId, JSON.stringify({ total })])
  await run(client, placing.lockStock, [ids])
  await run(client, placing.takeStock, [now, ids, request.items.map(({ quantity }) => -quantity)])
  return total
}

interface Charge {
  amount: number
  currency: string
  reference: string
  token: string
}

const agent = new http.Agent({ keepAlive: true })

/** The id of the charge. */
async function charge(gatewayUrl: string, body: Charge): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': body.reference }
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const request = http.request(`${gatewayUrl}/charges`, { method: 'POST', agent, headers }, resolve)
  request.once('error', reject).end(JSON.stringify(body))
  const answer: unknown = await json(await promise)
  if (typeof answer === 'object' && answer && 'id' in answer) return String(answer.id)
  throw new TypeError('the charge failed')
}
