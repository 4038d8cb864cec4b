import type { Order } from '@backend-rosetta/contract/orders'
import { adminOf, givenOrder, givenProduct, givenUser, orderOf } from '@backend-rosetta/test-support/fixtures'
import { type OpenStream, openStream } from '@backend-rosetta/test-support/streams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'

let app: TestApp
let second: Awaited<ReturnType<TestApp['startSecond']>>

beforeAll(async () => {
  app = await startTestApp()
  second = await app.startSecond()
})

afterAll(() => app.stop())

describe('an event stream', () => {
  it('tells the history, then what another instance does, and ends with the order', async () => {
    const { order, customer } = await givenConfirmedOrder()
    const stream = await follow(order, customer.headers)
    await stream.until('order.confirmed')
    await ship(order)
    await stream.until('order.shipped')
    await deliver(order)
    await stream.ended()
    expect(stream.events()).toEqual([
      '1 order.placed',
      '2 payment.captured',
      '3 order.confirmed',
      '4 order.shipped',
      '5 order.delivered',
    ])
  })

  it('resumes after the last event that the client has', async () => {
    const { order, customer } = await givenConfirmedOrder()
    const stream = await follow(order, { ...customer.headers, 'Last-Event-ID': '2' })
    await stream.until('order.confirmed')
    expect(stream.events()).toEqual(['3 order.confirmed'])
    stream.close()
  })

  it('loses nothing when its connection for notifications breaks', async () => {
    const { order, customer } = await givenConfirmedOrder()
    const stream = await follow(order, customer.headers)
    await stream.until('order.confirmed')
    await app.dataSource.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'backend-rosetta-nestjs-feed'
    `
    await ship(order)
    await stream.until('order.shipped')
    stream.close()
  })

  it('ends when its login is over', async () => {
    const { order, customer } = await givenConfirmedOrder()
    const stream = await follow(order, customer.headers)
    await stream.until('order.confirmed')
    await app.http.post('/api/v1/auth/logout').send({ refreshToken: customer.refreshToken }).expect(204)
    await ship(order)
    await stream.ended()
    expect(stream.events()).not.toContain('4 order.shipped')
  })

  it('is refused as its history is', async () => {
    const { order } = await givenConfirmedOrder()
    const { headers } = await givenUser(app)
    const refused = async (Accept: string) => {
      const answer = await app.http.get(`/api/v1/orders/${order.id}/events`).set({ ...headers, Accept })
      return [answer.status, answer.headers['content-type'], answer.body.code]
    }
    const stream = await refused('text/event-stream')
    expect(stream).toEqual([404, 'application/problem+json; charset=utf-8', 'not_found'])
    expect(await refused('application/json')).toEqual(stream)
  })

  it('of HEAD is its head', async () => {
    const { order, customer } = await givenConfirmedOrder()
    const headers = { ...customer.headers, Accept: 'text/event-stream' }
    const answer = await app.http.head(`/api/v1/orders/${order.id}/events`).set(headers).expect(200)
    expect(answer.headers['content-type']).toBe('text/event-stream')
  })
})

async function givenConfirmedOrder() {
  const customer = await givenUser(app)
  const order = await givenOrder(app, customer, orderOf([[await givenProduct(app), 1]]))
  expect(order.status).toBe('confirmed')
  return { order, customer }
}

function follow({ id }: Order, headers: Record<string, string>): Promise<OpenStream> {
  return openStream(second.server, `/api/v1/orders/${id}/events`, headers)
}

async function ship({ id }: Order): Promise<void> {
  const { headers } = await adminOf(app)
  const shipment = { carrier: 'DHL', trackingNumber: '1' }
  await app.http.post(`/api/v1/orders/${id}/ship`).set(headers).send(shipment).expect(200)
}

async function deliver({ id }: Order): Promise<void> {
  const { headers } = await adminOf(app)
  await app.http.post(`/api/v1/orders/${id}/deliver`).set(headers).expect(200)
}
