import { randomUUID } from 'node:crypto'
import { defineChecks } from '../check.ts'
import { isReplay, place } from './replays.ts'

export const checks = defineChecks('IDEM-1', { level: 'reliable' }, (check) => {
  check('IDEM-1.1', 'the same key and body again replays the first answer', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]])
    const key = randomUUID()
    const first = await place(t, customer, body, key)
    t.status(first, 201)
    t.noHeader(first, 'Idempotency-Replayed')
    isReplay(t, await place(t, customer, body, key), first)
    isReplay(t, await place(t, customer, body, key), first)
  })

  check('IDEM-1.2', 'a replay takes no stock', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 10 })
    const body = t.orderBody([[product, 3]])
    const key = randomUUID()
    const { id } = t.status(await place(t, customer, body, key), 201)
    await t.settled(customer, id)
    t.status(await place(t, customer, body, key), 201)
    const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(stock).equals(7, 'stock is taken once')
  })

  check('IDEM-1.3', 'a replay shows the first answer, whatever became of the order since', async (t) => {
    const customer = await t.customer()
    const product = await t.product()
    const body = t.orderBody([[product, 1]])
    const key = randomUUID()
    const first = await place(t, customer, body, key)
    const { id } = t.status(first, 201)
    await t.settled(customer, id)
    const cancel = { path: { id }, body: { reason: 'Changed my mind' } }
    t.status(await t.as(customer).call('cancelOrder', cancel), 200)
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
    isReplay(t, await place(t, customer, body, key), first)
  })

  check('IDEM-1.4', 'white space and the order of properties make no other body', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]], { notes: 'Ring twice' })
    const key = randomUUID()
    const first = await place(t, customer, body, key)
    t.status(first, 201)
    const rawBody = JSON.stringify(reversed(body), null, 3)
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
    isReplay(t, await t.as(customer).request('POST', '/api/v1/orders', { rawBody, headers }), first)
  })

  check('IDEM-1.5', 'a key belongs to its user', async (t) => {
    const buyers = await t.customers(2)
    const body = t.orderBody([[await t.product(), 1]])
    const key = randomUUID()
    const firsts = await Promise.all(buyers.map((buyer) => place(t, buyer, body, key)))
    const ids = firsts.map((first) => t.status(first, 201).id)
    t.expect(new Set(ids).size).equals(2, 'each user has an order of their own')
    for (const first of firsts) t.noHeader(first, 'Idempotency-Replayed')
    const replays = await Promise.all(buyers.map((buyer) => place(t, buyer, body, key)))
    t.expect(replays.map((replay) => t.status(replay, 201).id)).equals(
      ids,
      'each user gets their own order again',
    )
  })

  check('IDEM-1.6', 'without a key the same body makes two orders', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]])
    const first = t.status(await place(t, customer, body), 201)
    const second = t.status(await place(t, customer, body), 201)
    t.expect(first.id === second.id).equals(false, 'two orders exist')
  })

  check('IDEM-1.7', 'a key has 1 to 255 visible ASCII characters', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]])
    const unique = randomUUID()
    t.status(await place(t, customer, body, unique + '~'.repeat(255 - unique.length)), 201)
    t.status(await place(t, customer, body, `!"#${unique}{|}~`), 201)
    const pointer = '/Idempotency-Key'
    t.fault(await place(t, customer, body, 'x'.repeat(256)), { in: 'header', pointer, code: 'too_long' })
    t.fault(await place(t, customer, body, 'two words'), { in: 'header', pointer, code: 'invalid_format' })
    t.fault(await place(t, customer, body, 'caf\u00e9'), { in: 'header', pointer, code: 'invalid_format' })
  })

  check('IDEM-1.8', 'a rejected order is replayed, too', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product({ stock: 0 }), 1]])
    const key = randomUUID()
    const first = await place(t, customer, body, key)
    const { id } = t.status(first, 201)
    t.expect((await t.settled(customer, id)).status).equals('rejected', 'there is no stock')
    isReplay(t, await place(t, customer, body, key), first)
  })
})

/** The same JSON value with the properties of its objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}
