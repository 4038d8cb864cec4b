import { randomUUID } from 'node:crypto'
import { type Order, placeOrderSchema } from '@backend-rosetta/contract/orders'
import {
  givenOrder,
  givenProduct,
  givenUser,
  orderOf,
  type TestUser,
} from '@backend-rosetta/test-support/fixtures'
import { ledgerOf, setGateway } from '@backend-rosetta/test-support/gateway'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { orders } from '../db/schema.ts'
import { placeOrder } from './place-order.ts'
import { settleDue } from './settle-due.ts'

let app: TestApp
let customer: TestUser

beforeAll(async () => {
  app = await startTestApp({ settling: true })
  customer = await givenUser(app)
})

afterAll(() => app.stop())

describe('an order that waits for the gateway', () => {
  it('is settled when the gateway is back', async () => {
    const [good, bad] = await during('down', async () => [await placed(), await placed('tok_declined')])
    expect([good?.status, bad?.status]).toEqual(['pending', 'pending'])
    await settled(good, 'confirmed', 'captured')
    await settled(bad, 'rejected', 'declined')
  })

  it('costs nothing when it is cancelled meanwhile', async () => {
    const product = await givenProduct(app, { stock: 5 })
    const order = await during('down', async () => {
      const placed = await givenOrder(app, customer, orderOf([[product, 2]]))
      await cancel(placed).expect(200)
      return placed
    })
    await settled(order, 'cancelled', 'none')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toEqual([])
    expect(await stockOf(product)).toBe(5)
  })

  it('is not waited for any more once the circuit is open, and settled when it closes', async () => {
    const waiting = await during('slow', async () => {
      const first = await Promise.all(Array.from({ length: 10 }, () => placed()))
      const start = performance.now()
      const next = await placed()
      expect(performance.now() - start).toBeLessThan(1000)
      return [...first, next]
    })
    await Promise.all(waiting.map((order) => settled(order, 'confirmed', 'captured')))
  })
})

describe('an order whose instance died', () => {
  it('before it was charged is charged when the lease is over', async () => {
    const order = await abandoned()
    await settled(order, 'confirmed', 'captured')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toHaveLength(1)
  })

  it('after it was charged is not charged again', async () => {
    const order = await abandoned(charge)
    await settled(order, 'confirmed', 'captured')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toHaveLength(1)
  })

  it('after it was charged, and which was cancelled then, is refunded once', async () => {
    const order = await abandoned(charge)
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

describe('one look', () => {
  it('takes orders that no other one has, and no more than it is asked to', async () => {
    const quiet = await startTestApp()
    const buyer = await givenUser(quiet)
    await setGateway(quiet.gatewayUrl, 'down')
    const request = placeOrderSchema.parse(orderOf([[await givenProduct(quiet), 1]]))
    const placing = { userId: buyer.id, request, idempotencyKey: undefined, trace: undefined }
    const waiting = await Promise.all(Array.from({ length: 5 }, () => placeOrder(quiet.deps, placing)))
    await setGateway(quiet.gatewayUrl, 'up')
    await quiet.db.update(orders).set({ settleAfter: new Date() })
    const look = async () => (await Promise.all(await settleDue(quiet.deps, { limit: 2 }))).length
    expect(await Promise.all([look(), look()])).toEqual([2, 2])
    expect([await look(), await look()]).toEqual([1, 0])
    const charges = await Promise.all(waiting.map(({ order }) => ledgerOf(quiet.gatewayUrl, order.id)))
    expect(charges.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1])
    await quiet.stop()
  })
})

describe('a refund', () => {
  it('waits for the gateway and happens once', async () => {
    const product = await givenProduct(app, { stock: 5 })
    const order = await givenOrder(app, customer, orderOf([[product, 1]]))
    const answer = await during('down', () => cancel(order).expect(200))
    expect(answer.body.payment.status).toBe('refund_pending')
    await settled(order, 'cancelled', 'refunded')
    expect(await ledgerOf(app.gatewayUrl, order.id)).toMatchObject([{ status: 'refunded' }])
    expect(await stockOf(product)).toBe(5)
  })
})

async function placed(token?: string): Promise<Order> {
  return givenOrder(app, customer, orderOf([[await givenProduct(app), 1]], token))
}

/** A pending order that nobody is settling: as its instance leaves it when it dies after the commit. */
async function abandoned(meanwhile?: (order: Order) => Promise<void>): Promise<Order> {
  const order = await during('down', () => placed())
  const settleAfter = new Date(Date.now() + 1500)
  await app.db.update(orders).set({ settleAfter }).where(eq(orders.id, order.id))
  await meanwhile?.(order)
  return order
}

/** What the gateway did for the instance before it died. */
async function charge(order: Order): Promise<void> {
  const response = await fetch(`${app.gatewayUrl}/charges`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': order.id },
    body: JSON.stringify({ ...order.total, token: 'tok_ok', reference: order.id }),
  })
  expect(response.status).toBe(201)
}

async function during<T>(mode: 'down' | 'slow', act: () => Promise<T>): Promise<T> {
  await setGateway(app.gatewayUrl, mode)
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
