import type { OrderRow } from './rows.ts'

/**
 * Pays the demo orders at the gateway, so that its ledger agrees and a demo order can be cancelled and refunded like
 * any other.
 * @throws when the gateway does not answer as it should.
 */
export async function payAtGateway(gatewayUrl: string, orders: readonly OrderRow[]): Promise<OrderRow[]> {
  return Promise.all(orders.map((order) => (order.charge_id === null ? order : pay(gatewayUrl, order))))
}

async function pay(gatewayUrl: string, order: OrderRow): Promise<OrderRow> {
  const { id, total_amount: amount, currency } = order
  const charge = { amount, currency, token: 'tok_ok', reference: id }
  const chargeId = await post(`${gatewayUrl}/charges`, id, charge)
  if (order.payment_status === 'refunded') await post(`${gatewayUrl}/refunds`, `refund-${id}`, { chargeId })
  return { ...order, charge_id: chargeId }
}

/** Posts and returns the id of what was made. */
async function post(url: string, key: string, body: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}.`)
  const made: unknown = await response.json()
  if (typeof made === 'object' && made !== null && 'id' in made && typeof made.id === 'string') return made.id
  throw new Error(`POST ${url} answered without an id.`)
}
