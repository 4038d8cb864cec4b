import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { EventStream } from '../http/event-stream.ts'
import { cancel, caughtUp, deliver, follow, ship } from './following.ts'

const live = defineChecks('LIVE-1', { level: 'live' }, (check) => {
  check('LIVE-1.11', 'each event comes within 1 s of its change, and delivery ends the stream', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const stream = await caughtUp(t, id, buyer)
    const update = { path: { id }, ifMatch: '*', body: { notes: 'Ring twice.' } }
    await arrives(t, stream, 'order.updated', async () => {
      t.status(await t.as(buyer).call('updateOrder', update), 200)
    })
    await arrives(t, stream, 'order.shipped', () => ship(t, id))
    await arrives(t, stream, 'order.delivered', () => deliver(t, id))
    await stream.ended()
  })

  check('LIVE-1.12', 'an order can be followed from the moment it is placed', async (t) => {
    const buyer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]], { token: 'tok_slow' })
    const { id } = t.status(await t.as(buyer).call('placeOrder', { body }), 201)
    const stream = await follow(t, id, buyer)
    const events = await stream.until('order.confirmed')
    t.expect(events[0]?.type).equals('order.placed', 'the first event')
    const seqs = events.map(({ data }) => data.seq)
    t.expect(seqs).equals(
      Array.from(seqs, (_, index) => index + 1),
      'seq of the events',
    )
  })

  check('LIVE-1.13', 'everyone who follows an order gets the same events', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const streams = await Promise.all([buyer, buyer, t.admin].map((reader) => caughtUp(t, id, reader)))
    await ship(t, id)
    await deliver(t, id)
    for (const stream of streams) {
      const types = (await stream.until('order.delivered')).map(({ type }) => type)
      t.expect(types).equals(['order.shipped', 'order.delivered'], 'the events')
      await stream.ended()
    }
  })

  check('LIVE-1.14', 'what changes while a stream opens is neither missed nor sent twice', async (t) => {
    const buyer = await t.customer()
    const orders = await Promise.all(Array.from({ length: 4 }, () => t.order(buyer)))
    await Promise.all(
      orders.map(async ({ id }) => {
        const [stream] = await Promise.all([follow(t, id, buyer), ship(t, id).then(() => deliver(t, id))])
        const seqs = (await stream.until('order.delivered')).map(({ data }) => data.seq)
        t.expect(seqs).equals(
          Array.from(seqs, (_, index) => index + 1),
          'seq of the events',
        )
      }),
    )
  })

  check('LIVE-1.15', 'text of any language comes as it is', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const stream = await follow(t, id, buyer)
    const reason = 'Déjà commandé: "doppelt" 🙃\u2028data: x — 注文'
    await cancel(t, buyer, id, reason)
    const event = (await stream.until('order.cancelled')).at(-1)?.data
    t.expect(event?.data).equals({ reason, by: 'customer' }, 'the data of the cancellation')
  })

  check('LIVE-1.16', 'followers who leave disturb nobody', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const staying = await caughtUp(t, id, buyer)
    for (let round = 0; round < 5; round++) (await follow(t, id, buyer)).close()
    await arrives(t, staying, 'order.shipped', () => ship(t, id))
    await arrives(t, staying, 'order.delivered', () => deliver(t, id))
    await staying.ended()
  })

  check('LIVE-1.17', 'of changes in quick succession each comes to everyone within 1 s', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const readers = Array.from({ length: 6 }, () => caughtUp(t, id, buyer))
    const streams = await Promise.all(readers)
    for (let round = 1; round <= 5; round++) {
      const changes = [1, 2, 3].map((number) => {
        const body = { notes: `${round}.${number}` }
        return t.as(buyer).call('updateOrder', { path: { id }, ifMatch: '*', body })
      })
      for (const answer of await Promise.all(changes)) t.status(answer, 200)
      for (const stream of streams) {
        for (const _ of changes) t.expect((await stream.next(1000)).type).equals('order.updated', 'the event')
      }
    }
  })
})

const idle = defineChecks('LIVE-1', { level: 'live', slow: true, timeout: 40_000 }, (check) => {
  check('LIVE-1.21', 'a comment every 15 s keeps an idle stream open', async (t) => {
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const stream = await caughtUp(t, id, buyer)
    await stream.comment(16_000)
    await arrives(t, stream, 'order.shipped', () => ship(t, id))
  })
})

const across = defineChecks('LIVE-1', { level: 'live', needs: ['instances'] }, (check) => {
  check('LIVE-1.23', 'changes in quick succession through another instance come to everyone', async (t) => {
    const [here, there] = await t.instances()
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    const readers = Array.from({ length: 12 }, () => caughtUp(t, id, buyer, { baseUrl: here }))
    const streams = await Promise.all(readers)
    for (let round = 1; round <= 10; round++) {
      const changes = Array.from({ length: 3 }, (_, number) => {
        const body = { notes: `${round}.${number}` }
        return t.as(buyer).at(there).call('updateOrder', { path: { id }, ifMatch: '*', body })
      })
      for (const answer of await Promise.all(changes)) t.status(answer, 200)
      for (const stream of streams) {
        for (const _ of changes) t.expect((await stream.next(1000)).type).equals('order.updated', 'the event')
      }
    }
  })

  check('LIVE-1.22', 'a change through another instance comes within 1 s as well', async (t) => {
    const [here, there] = await t.instances()
    const buyer = await t.customer()
    const { id } = await t.order(buyer)
    for (const [baseUrl, other, change] of [
      [here, there, ship],
      [there, here, deliver],
    ] as const) {
      const stream = await caughtUp(t, id, buyer, { baseUrl })
      const type = change === ship ? 'order.shipped' : 'order.delivered'
      await arrives(t, stream, type, () => change(t, id, other))
    }
  })
})

/** Fails unless the next event is of this type and comes within 1 s of the answer to `change`. */
async function arrives(
  t: Context,
  stream: EventStream,
  type: string,
  change: () => Promise<void>,
): Promise<void> {
  await change()
  const event = await stream.next(1000)
  t.expect(event.type).equals(type, 'the next event')
}

export const checks = [...live, ...idle, ...across]
