import { randomUUID } from 'node:crypto'
import { defineChecks } from '../check.ts'
import { inProgress, isReplay, place } from './replays.ts'

const conflicting = defineChecks('IDEM-2', { level: 'reliable' }, (check) => {
  check('IDEM-2.1', 'the same key with another body is refused', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 10 })
    const key = randomUUID()
    const first = await place(t, customer, t.orderBody([[product, 1]]), key)
    await t.settled(customer, t.status(first, 201).id)
    t.problem(await place(t, customer, t.orderBody([[product, 2]]), key), 'idempotency_key_reused')
    t.problem(
      await place(t, customer, t.orderBody([[product, 1]], { notes: 'x' }), key),
      'idempotency_key_reused',
    )
    const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(stock).equals(9, 'the other bodies took no stock')
    isReplay(t, await place(t, customer, t.orderBody([[product, 1]]), key), first)
  })

  check('IDEM-2.2', 'of 8 parallel requests with one key one order exists', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 50 })
    const body = t.orderBody([[product, 1]])
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(t, customer, body, key)))
    const ids = new Set<string>()
    for (const answer of answers) {
      if (answer.status === 201) ids.add(t.status(answer, 201).id)
      else inProgress(t, answer)
    }
    t.expect(ids.size).equals(1, 'every 201 is about the same order')
    const firsts = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed'])
    t.expect(firsts.length).equals(1, 'one answer is the first one')
    await t.settled(customer, [...ids][0] ?? '')
    const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(stock).equals(49, 'one piece was taken')
  })

  check(
    'IDEM-2.3',
    'while the first is in flight another body is refused, and the same one waits or replays',
    async (t) => {
      const customer = await t.customer()
      const product = await t.product()
      const body = t.orderBody([[product, 1]], { token: 'tok_slow' })
      const key = randomUUID()
      const first = place(t, customer, body, key)
      const other = t.orderBody([[product, 2]], { token: 'tok_slow' })
      // The other one may win the race to the server: then it is the first, and this one is refused.
      const [answer, rival] = await Promise.all([first, place(t, customer, other, key)])
      const [winner, loser] = answer.status === 201 ? [answer, rival] : [rival, answer]
      t.status(winner, 201)
      t.problem(loser, 'idempotency_key_reused')
      const again = await place(t, customer, winner === answer ? body : other, key)
      if (again.status === 201) isReplay(t, again, winner)
      else inProgress(t, again)
    },
  )

  check('IDEM-2.4', 'the replay comes once the first is done', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]], { token: 'tok_slow' })
    const key = randomUUID()
    const [one, two] = await Promise.all([place(t, customer, body, key), place(t, customer, body, key)])
    for (const answer of [one, two]) if (answer.status !== 201) inProgress(t, answer)
    const first = [one, two].find(({ status, headers }) => status === 201 && !headers['idempotency-replayed'])
    if (!first) return t.fail('one of two parallel requests is answered with the order')
    await t.poll(async () => isReplay(t, await place(t, customer, body, key), first))
  })
})

const unused = defineChecks('IDEM-3', { level: 'reliable' }, (check) => {
  check('IDEM-3.1', 'a body that fails its schema does not use the key up', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]])
    const key = randomUUID()
    t.problem(await place(t, customer, { ...body, items: [] }, key), 'validation_failed')
    const answer = await place(t, customer, body, key)
    t.status(answer, 201)
    t.noHeader(answer, 'Idempotency-Replayed')
  })

  check('IDEM-3.2', 'an unknown product does not use the key up', async (t) => {
    const customer = await t.customer()
    const key = randomUUID()
    const unknown = t.orderBody([[{ id: '00000000-0000-7000-8000-000000000000' }, 1]])
    t.fault(await place(t, customer, unknown, key), {
      pointer: '/items/0/productId',
      code: 'unknown_product',
    })
    t.status(await place(t, customer, t.orderBody([[await t.product(), 1]]), key), 201)
  })

  check('IDEM-3.3', 'mixed currencies do not use the key up', async (t) => {
    const customer = await t.customer()
    const key = randomUUID()
    const euro = await t.product()
    const pound = await t.product({ price: { amount: 100, currency: 'GBP' } })
    const mixed = t.orderBody([
      [euro, 1],
      [pound, 1],
    ])
    t.fault(await place(t, customer, mixed, key), { pointer: '/items', code: 'mixed_currencies' })
    t.status(await place(t, customer, t.orderBody([[pound, 1]]), key), 201)
  })
})

export const checks = [...conflicting, ...unused]
