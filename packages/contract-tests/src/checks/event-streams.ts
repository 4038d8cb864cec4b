import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Actor } from '../fixtures/actors.ts'
import { cancel, caughtUp, follow, history, readToEnd } from './following.ts'

const replaying = defineChecks('LIVE-1', { level: 'live' }, (check) => {
  check('LIVE-1.1', 'the stream of a delivered order is its history and ends', async (t) => {
    const { buyer, order } = await delivered(t)
    const events = await history(t, buyer, order.id)
    const stream = await follow(t, order.id, buyer)
    const received = await readToEnd(t, stream, events.length)
    t.expect(received.map(({ data }) => data)).equals(events, 'the data of the events')
    t.expect(received.map(({ id }) => id)).equals(
      events.map(({ seq }) => String(seq)),
      'the ids of the events',
    )
    t.expect(received.map(({ type }) => type)).equals(
      events.map(({ type }) => type),
      'the types of the events',
    )
  })

  check('LIVE-1.2', 'a stream says what it is and that nobody keeps it', async (t) => {
    const { buyer, order } = await delivered(t)
    const { headers } = await follow(t, order.id, buyer)
    t.expect(headers['content-type']).matches(/^text\/event-stream\b/i, 'the Content-Type')
    t.expect(headers['cache-control']).matches(/\bno-store\b/, 'Cache-Control')
    t.expect(headers['x-request-id']).matches(/./, 'X-Request-Id')
  })

  check('LIVE-1.3', 'an admin follows any order', async (t) => {
    const { buyer, order } = await delivered(t)
    const events = await history(t, buyer, order.id)
    const received = await readToEnd(t, await follow(t, order.id, t.admin), events.length)
    t.expect(received.map(({ data }) => data)).equals(events, 'the events')
  })

  check('LIVE-1.4', 'the stream of a rejected order ends', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer, { status: 'rejected' })
    const stream = await follow(t, id, buyer)
    await stream.until('order.rejected')
    await stream.ended()
  })

  check('LIVE-1.5', 'the stream of a cancelled order ends when it is refunded', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const stream = await caughtUp(t, id, buyer)
    await cancel(t, buyer, id)
    const types = (await stream.until('payment.refunded')).map(({ type }) => type)
    t.expect(types).equals(['order.cancelled', 'payment.refunded'], 'what came after the cancellation')
    await stream.ended()
    const events = await history(t, buyer, id)
    const again = await readToEnd(t, await follow(t, id, buyer), events.length)
    t.expect(again.map(({ data }) => data)).equals(events, 'the events, read again from the start')
  })

  check('LIVE-1.6', 'without the Accept of a stream the history is JSON', async (t) => {
    const { buyer, order } = await delivered(t)
    for (const Accept of [undefined, '*/*', 'application/json']) {
      const options = { path: { id: order.id }, headers: { Accept } }
      const { items } = t.status(await t.as(buyer).call('listOrderEvents', options), 200)
      t.expect(items.length >= 4).equals(true, 'the history is there')
    }
  })
})

/** A delivered order that no check changes. */
export const delivered = oncePerRun(async (t): Promise<{ buyer: Actor; order: Order }> => {
  const buyer = await t.customer()
  return { buyer, order: await t.order(buyer, { status: 'delivered' }) }
})

export const checks = replaying
