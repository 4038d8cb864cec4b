import { randomUUID } from 'node:crypto'
import type { Order } from '@backend-rosetta/contract/orders'
import {
  givenOrder,
  givenProduct,
  givenUser,
  orderOf,
  type TestUser,
} from '@backend-rosetta/test-support/fixtures'
import { ledgerOf, setGateway } from '@backend-rosetta/test-support/gateway'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'

let app: TestApp
let customer: TestUser

beforeAll(async () => {
  app = await startTestApp({ worker: true })
  customer = await givenUser(app)
})

afterAll(() => app.stop())

describe('an order that waits for the gateway', () => {
  it('is settled when the gateway is back', async () => {
    const [good, bad] = await duringOutage(async () => [
      await givenOrder(app, customer, orderOf([[await givenProduct(app), 1]])),
      await givenOrder(app, customer, orderOf([[await givenProduct(app), 1]], 'tok_declined')),
    ])
    expect([good?.status, bad?.status]).toEqual(['pending', 'pending'])
    await settled(good, 'confirmed', 'captured')
    await settled(bad, 'rejected', 'declined')
  })

  it('costs nothing when it is cancelled meanwhile', async () => {
    const product = await givenProduct(app, { stock: 5 })
    const order = await duringOutage(async () => {
      const placed = await givenOrder(app, customer, orderOf([[product, 2]]))
      await cancel(placed).expect(200)
      return placed
    })
    await settled(order, 'cancelled', 'none')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toEqual([])
    expect(await stockOf(product)).toBe(5)
  })
})

describe('an order whose process died', () => {
  it('before it was charged is charged when the lease is over', async () => {
    const order = await abandoned('tok_ok')
    await settled(order, 'confirmed', 'captured')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toHaveLength(1)
  })

  it('after it was charged is not charged again', async () => {
    const order = await abandoned('tok_ok', charge)
    await settled(order, 'confirmed', 'captured')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toHaveLength(1)
  })

  it('after it was charged, and which was cancelled then, is refunded once', async () => {
    const order = await abandoned('tok_ok', charge)
    await cancel(order).expect(200)
    await settled(order, 'cancelled', 'refunded')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toMatchObject([{ status: 'refunded' }])
    const { body } = await app.http.get(`/api/v1/orders/${order.id}/events`).set(customer.headers)
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
      'order.placed',
      'order.cancelled',
      'payment.captured',
      'payment.refunded',
    ])
  })
})

describe('a refund', () => {
  it('waits for the gateway and happens once', async () => {
    const product = await givenProduct(app, { stock: 5 })
    const order = await givenOrder(app, customer, orderOf([[product, 1]]))
    const answer = await duringOutage(() => cancel(order).expect(200))
    expect(answer.body.payment.status).toBe('refund_pending')
    await settled(order, 'cancelled', 'refunded')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toMatchObject([{ status: 'refunded' }])
    expect(await stockOf(product)).toBe(5)
  })
})

/** A pending order that nobody is settling: as its process leaves it when it dies after the commit. */
async function abandoned(token: string, meanwhile?: (order: Order) => Promise<void>): Promise<Order> {
  const product = await givenProduct(app)
  await setGateway(app.gatewayUrl, 'down')
  const order = await givenOrder(app, customer, orderOf([[product, 1]], token))
  const leaseEnd = new Date(Date.now() + 1500)
  await app.db.updateTable('orders').set({ settle_after: leaseEnd }).where('id', '=', order.id).execute()
  await setGateway(app.gatewayUrl, 'up')
  await meanwhile?.(order)
  return order
}

/** What the gateway did for the process before it died. */
async function charge(order: Order): Promise<void> {
  const response = await fetch(`${app.gatewayUrl}/charges`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': order.id },
    body: JSON.stringify({ ...order.total, token: 'tok_ok', reference: order.id }),
  })
  expect(response.status).toBe(201)
}

async function duringOutage<T>(act: () => Promise<T>): Promise<T> {
  await setGateway(app.gatewayUrl, 'down')
  try {
    return await act()
  } finally {
    await setGateway(app.gatewayUrl, 'up')
  }
}

function cancel({ id }: Order) {
  return app.http.post(`/api/v1/orders/${id}/cancel`).set(customer.headers).send({ reason: randomUUID() })
}

async function settled(order: Order | undefined, status: string, payment: string): Promise<void> {
  const read = async () => {
    const { body } = await app.http.get(`/api/v1/orders/${order?.id}`).set(customer.headers).expect(200)
    return [body.status, body.payment.status]
  }
  await expect.poll(read, { timeout: 10_000 }).toEqual([status, payment])
}

async function stockOf({ id }: { id: string }): Promise<number> {
  const { body } = await app.http.get(`/api/v1/products/${id}`).expect(200)
  return body.stock
}
