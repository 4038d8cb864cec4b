import { defineChecks } from '../check.ts'
import { delivered } from './event-streams.ts'
import { cancel, caughtUp, deliver, follow, history, readToEnd, ship } from './following.ts'

const resuming = defineChecks('LIVE-1', { level: 'live' }, (check) => {
  check('LIVE-1.31', 'Last-Event-ID resumes after any event without gap or repeat', async (t) => {
    const { buyer, order } = await delivered(t)
    const events = await history(t, buyer, order.id)
    for (const last of [0, ...events.map(({ seq }) => seq)]) {
      const rest = events.slice(last)
      const received = await readToEnd(
        t,
        await follow(t, order.id, buyer, { lastEventId: last }),
        rest.length,
      )
      t.expect(received.map(({ data }) => data)).equals(rest, `the events after ${last}`)
    }
  })

  check('LIVE-1.32', 'a stream that is resumed goes on live', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const seen = (await history(t, buyer, id)).length
    const first = await caughtUp(t, id, buyer)
    first.close()
    await ship(t, id)
    const next = await follow(t, id, buyer, { lastEventId: seen })
    await deliver(t, id)
    const received = await next.until('order.delivered')
    t.expect(received.map(({ type }) => type)).equals(['order.shipped', 'order.delivered'], 'what came after')
    t.expect(received.map(({ data }) => data.seq)).equals([seen + 1, seen + 2], 'seq of what came after')
    await next.ended()
  })

  check('LIVE-1.33', 'after the last event of an order that is over nothing comes', async (t) => {
    const { buyer, order } = await delivered(t)
    const stream = await follow(t, order.id, buyer, { lastEventId: 999_999_999 })
    await readToEnd(t, stream, 0)
  })

  check('LIVE-1.34', 'a Last-Event-ID that is no number is a fault', async (t) => {
    const { buyer, order } = await delivered(t)
    for (const lastEventId of ['abc', '-1', '1.5', '1e3', '0x1', '1, 2', '12345678901234567890']) {
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': lastEventId }
      const answer = await t.as(buyer).call('listOrderEvents', { path: { id: order.id }, headers })
      t.faults(answer, [{ in: 'header', pointer: '/Last-Event-ID', code: 'invalid_format' }])
    }
  })
})

const rights = defineChecks('LIVE-1', { level: 'live' }, (check) => {
  const headers = { Accept: 'text/event-stream' }

  check('LIVE-1.41', 'a stream is for the owner and admins only', async (t) => {
    const { buyer, order } = await delivered(t)
    const options = { path: { id: order.id }, headers }
    t.problem(await t.anonymous.call('listOrderEvents', options), 'unauthenticated')
    const [one, other] = await t.customers(2)
    const stranger = one?.id === buyer.id ? other : one
    t.problem(await t.as(stranger ?? t.admin).call('listOrderEvents', options), 'not_found')
  })

  check('LIVE-1.42', 'an order that does not exist has no stream', async (t) => {
    for (const id of [t.unique('nothing'), '00000000-0000-7000-8000-000000000000']) {
      t.problem(await t.as(t.admin).call('listOrderEvents', { path: { id }, headers }), 'not_found')
    }
  })

  check('LIVE-1.43', 'HEAD for a stream answers at once and without a body', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const answer = await t.as(buyer).request('HEAD', `/api/v1/orders/${id}/events`, { headers })
    t.status(answer, 200)
    t.header(answer, 'Content-Type', /^text\/event-stream\b/i)
    t.inTime(answer, 5000, 'the answer comes at once')
  })
})

const outage = defineChecks(
  'LIVE-1',
  { level: 'live', needs: ['gateway'], phase: 'outage', timeout: 40_000 },
  (check) => {
    check('LIVE-1.51', 'an order that waits for the gateway is confirmed on its stream', async (t) => {
      const buyer = await t.customer()
      const disturbance = await t.gateway.outage()
      const body = t.orderBody([[await t.product(), 1]], { token: disturbance.token('tok_ok') })
      const { id } = t.status(await t.as(buyer).call('placeOrder', { body }), 201)
      const stream = await follow(t, id, buyer)
      t.expect((await stream.next()).type).equals('order.placed', 'the first event')
      await disturbance.end()
      await stream.until('order.confirmed', 10_000)
    })

    check('LIVE-1.52', 'the stream of an order that was cancelled unpaid ends', async (t) => {
      const buyer = await t.customer()
      const disturbance = await t.gateway.outage()
      const body = t.orderBody([[await t.product(), 1]], { token: disturbance.token('tok_ok') })
      const { id } = t.status(await t.as(buyer).call('placeOrder', { body }), 201)
      const stream = await follow(t, id, buyer)
      await cancel(t, buyer, id)
      await disturbance.end()
      await stream.ended(15_000)
      const types = (await history(t, buyer, id)).map(({ type }) => type)
      const received = await stream.until(types.at(-1) ?? 'order.cancelled', 0)
      t.expect(received.map(({ type }) => type)).equals(types, 'the stream has the whole history')
    })
  },
)

export const checks = [...resuming, ...rights, ...outage]
