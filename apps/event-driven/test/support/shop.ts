import { withClient } from '@backend-rosetta/database/client'
import {
  type AppUnderTest,
  adminOf,
  givenProduct,
  givenUser,
  orderOf,
  type TestUser,
} from '@backend-rosetta/test-support/fixtures'
import { ledgerOf } from '@backend-rosetta/test-support/gateway'
import { expect } from 'vitest'

export interface Shop {
  app: AppUnderTest
  gatewayUrl: string
  customer: TestUser
  product: { id: string; stock: number }
  /** Orders that were answered 201. */
  accepted: string[]
}

/** A product and somebody who buys it. */
export async function openShop(
  app: AppUnderTest & { gateway: { url: string } },
  stock: number,
): Promise<Shop> {
  const customer = await givenUser(app)
  const { id } = await givenProduct(app, { stock })
  return { app, gatewayUrl: app.gateway.url, customer, product: { id, stock }, accepted: [] }
}

/** Places orders of one piece each, some of them at a time; what is not answered was not accepted. */
export async function placeOrders(shop: Shop, count: number, atOnce = 16): Promise<void> {
  let left = count
  const place = async () => {
    while (left > 0) {
      left -= 1
      const placing = shop.app.http.post('/api/v1/orders').set(shop.customer.headers)
      const answer = await placing.send(orderOf([[shop.product, 1]])).catch(() => undefined)
      if (answer?.status === 201) shop.accepted.push(answer.body.id)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, place))
}

/** Waits until no order is under way any more. */
export async function settled({ app }: Shop, timeout: number): Promise<void> {
  await expect
    .poll(() => statuses(app).then(({ pending = 0 }) => pending), { timeout, interval: 200 })
    .toBe(0)
}

/** What must hold whatever has happened: nothing is lost, nothing is done twice, and all figures agree. */
export async function expectExact({ app, gatewayUrl, product, accepted }: Shop): Promise<void> {
  const { confirmed = 0, ...others } = await statuses(app)
  const sold = Math.min(product.stock, confirmed + (others['rejected'] ?? 0))
  expect({ confirmed, stock: await stockOf(app, product.id) }).toEqual({
    confirmed: sold,
    stock: product.stock - sold,
  })
  const known = await query<{ id: string; status: string }>(app, 'select id, status from read_model.orders')
  const status = new Map(known.map((order) => [order.id, order.status]))
  expect(accepted.filter((id) => !status.has(id))).toEqual([])

  // The ledger: one charge for each confirmed order, and none for any other.
  const charges = await Promise.all(
    known.map(async ({ id }) => [id, (await ledgerOf(gatewayUrl, id)).length]),
  )
  const wrong = charges.filter(([id, count]) => count !== (status.get(String(id)) === 'confirmed' ? 1 : 0))
  expect(wrong).toEqual([])

  // Each stream is 1, 2, 3 … without gaps, and ends once.
  const broken = await query(
    app,
    `select stream_id from event_store.events group by stream_id
     having max(version) <> count(*) or count(*) filter (where type in ('order.confirmed', 'order.rejected')) <> 1
       or count(*) filter (where type = 'payment.captured') > 1`,
  )
  expect(broken).toEqual([])
  await expectStatistics(app, { confirmed, ...others })
}

/** They follow within 5 s (ORD-8). */
async function expectStatistics(app: AppUnderTest, counted: Record<string, number>): Promise<void> {
  const { headers } = await adminOf(app)
  const shown = async () => {
    const { body } = await app.http.get('/api/v1/admin/stats').set(headers).expect(200)
    const { byStatus } = body.orders
    return Object.fromEntries(Object.keys(counted).map((status) => [status, byStatus[status]]))
  }
  await expect.poll(shown, { timeout: 5000 }).toEqual(counted)
}

async function statuses(app: AppUnderTest): Promise<Record<string, number>> {
  const rows = await query<{ status: string; orders: number }>(
    app,
    'select status, count(*)::int as orders from read_model.orders group by status',
  )
  return Object.fromEntries(rows.map(({ status, orders }) => [status, orders]))
}

async function stockOf(app: AppUnderTest, id: string): Promise<number | undefined> {
  const [row] = await query<{ stock: number }>(app, 'select stock from products where id = $1', [id])
  return row?.stock
}

export async function query<Row extends object>(
  { databaseUrl }: AppUnderTest,
  text: string,
  values: string[] = [],
): Promise<Row[]> {
  return withClient(databaseUrl, async (client) => (await client.query<Row>(text, values)).rows)
}
