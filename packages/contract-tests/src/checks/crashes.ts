import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'
import { history } from './following.ts'

const tokens = [
  'tok_ok',
  'tok_slow',
  'tok_lost_reply',
  'tok_declined',
  'tok_ok',
  'tok_flaky',
  'tok_ok',
  'tok_slow',
]

/** Orders for one product that are placed at the same time, each with a key. */
interface Rush {
  t: Context
  buyer: Actor
  product: { id: string; stock: number }
  /** The answers as far as they came. */
  answers: ReadonlyMap<number, Answer<'placeOrder'>>
  send(index: number): Promise<Answer<'placeOrder'>>
  over: Promise<unknown>
}

export const checks = defineChecks(
  'OPS-5',
  { level: 'ops', needs: ['process', 'gateway'], timeout: 90_000 },
  (check) => {
    check(
      'OPS-5.1',
      'a server that is killed again and again loses, doubles and forgets no order',
      async (t) => {
        const server = await t.server.launch()
        const rushes: Rush[] = []
        for (const answered of [0, 1, tokens.length / 2]) {
          const rush = await startRush(server.t)
          // What was sent before this request has arrived when it is answered.
          server.t.status(await server.t.anonymous.call('getLiveness'), 200)
          await t.poll(
            async () =>
              t.expect(rush.answers.size >= answered).equals(true, `${answered} orders are answered`),
            { every: 1 },
          )
          await server.stop('SIGKILL')
          await rush.over
          await server.start()
          rushes.push(rush)
        }
        await Promise.all(rushes.map(settles))
      },
    )

    check(
      'OPS-5.2',
      'a server that is killed after a charge neither forgets it nor charges again',
      async (t) => {
        const server = await t.server.launch()
        const buyer = await server.t.customer()
        const product = await server.t.product({ stock: 5 })
        const body = server.t.orderBody([[product, 2]], { token: 'tok_lost_reply' })
        const idempotencyKey = t.unique('key')
        const send = () => server.t.as(buyer).call('placeOrder', { body, idempotencyKey })
        const first = Promise.allSettled([send()])
        await server.t.poll(
          async () => {
            const { items } = server.t.status(
              await server.t.as(buyer).call('listOrders', { query: { limit: 1 } }),
              200,
            )
            const charges = items[0] ? await t.gateway.ledger(items[0].id) : []
            t.expect(charges.length).equals(1, 'the order is charged')
          },
          { every: 2 },
        )
        await server.stop('SIGKILL')
        await first
        await server.start()
        const { id } = await repeated(server.t, send)
        const order = await server.t.settled(buyer, id, { within: 10_000 })
        t.expect(order.status).equals('confirmed', 'the order')
        t.expect((await t.gateway.ledger(id)).length).equals(1, 'charges of the order')
        t.expect(await stockOf(server.t, product)).equals(3, 'the stock')
      },
    )

    check('OPS-5.3', 'a server that is killed after a cancellation refunds once', async (t) => {
      const server = await t.server.launch()
      const buyer = await server.t.customer()
      const product = await server.t.product({ stock: 5 })
      const { id } = await server.t.order(buyer, { items: [[product, 2]] })
      const options = { path: { id }, body: { reason: 'Ordered by mistake' } }
      server.t.status(await server.t.as(buyer).call('cancelOrder', options), 200)
      await server.stop('SIGKILL')
      await server.start()
      await server.t.poll(
        async () => {
          const order = server.t.status(await server.t.as(buyer).call('getOrder', { path: { id } }), 200)
          t.expect(order).includes({ status: 'cancelled', payment: { status: 'refunded' } }, 'the order')
        },
        { within: 10_000 },
      )
      const ledger = (await t.gateway.ledger(id)).map(({ status }) => status)
      t.expect(ledger).equals(['refunded'], 'the ledger')
      t.expect(await stockOf(server.t, product)).equals(5, 'the stock')
    })
  },
)

async function startRush(t: Context): Promise<Rush> {
  const buyer = await t.freshCustomer()
  await buyer.accessToken()
  const product = await t.product()
  const keys = tokens.map(() => t.unique('key'))
  const answers = new Map<number, Answer<'placeOrder'>>()
  const send = (index: number) => {
    const body = t.orderBody([[product, index + 1]], { token: tokens[index] ?? 'tok_ok' })
    return t.as(buyer).call('placeOrder', { body, idempotencyKey: keys[index] ?? '' })
  }
  const sent = tokens.map(async (_, index) => answers.set(index, await send(index)))
  return { t, buyer, product, answers, send, over: Promise.allSettled(sent) }
}

/** Fails unless each key has one order, which settles in time, is charged as it should be and took its stock. */
async function settles({ t, buyer, product, answers, send }: Rush): Promise<void> {
  const ids = await Promise.all(
    tokens.map(async (_, index) => {
      const { id } = await repeated(t, () => send(index))
      const first = answers.get(index)
      if (first) t.expect(t.status(first, 201).id).equals(id, 'the order that was accepted before')
      return id
    }),
  )
  const list = t.status(await t.as(buyer).call('listOrders', { query: { limit: 100 } }), 200)
  t.expect(list.items.map(({ id }) => id).toSorted()).equals(ids.toSorted(), 'one order for each key')
  let taken = 0
  for (const [index, id] of ids.entries()) {
    const order = await t.settled(buyer, id, { within: 10_000 })
    const confirmed = tokens[index] !== 'tok_declined'
    t.expect(order.status).equals(confirmed ? 'confirmed' : 'rejected', `the order with ${tokens[index]}`)
    t.expect((await t.gateway.ledger(id)).length).equals(confirmed ? 1 : 0, `charges with ${tokens[index]}`)
    const events = await history(t, buyer, id)
    t.expect(events.map(({ seq }) => seq)).equals(
      events.map((_, place) => place + 1),
      'seq of the history',
    )
    if (confirmed) taken += index + 1
  }
  t.expect(await stockOf(t, product)).equals(product.stock - taken, 'the stock')
}

/** The order of a key that was used before: until the server gives up what was cut off, it may take it for in flight. */
function repeated(t: Context, send: () => Promise<Answer<'placeOrder'>>): Promise<Order> {
  return t.poll(async () => t.status(await send(), 201), { within: 10_000, every: 200 })
}

async function stockOf(t: Context, { id }: { id: string }): Promise<number> {
  return t.status(await t.anonymous.call('getProduct', { path: { id } }), 200).stock
}
