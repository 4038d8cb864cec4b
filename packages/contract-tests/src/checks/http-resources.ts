import type { OperationId } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { CallOptions } from '../http/client.ts'
import type { Answer } from '../http/exchange.ts'
import { neverIssued, sampleOrder, sampleProduct } from './samples.ts'

const places = defineChecks('HTTP-1', { level: 'core' }, (check) => {
  check('HTTP-1.1', 'resources are under /api/v1 and nowhere else', async (t) => {
    const { id } = await sampleProduct(t)
    t.status(await t.anonymous.request('GET', `/api/v1/products/${id}`), 200)
    for (const prefix of ['', '/api', '/v1', '/api/v2', '/api/v1/api/v1']) {
      t.problem(await t.anonymous.request('GET', `${prefix}/products/${id}`), 'not_found')
      t.problem(await t.anonymous.request('GET', `${prefix}/products`), 'not_found')
    }
  })

  check('HTTP-1.2', 'every property name is camelCase', async (t) => {
    const { buyer, order } = await sampleOrder(t)
    const path = { id: order.id }
    const answers: Answer[] = [
      await t.as(buyer).call('getMe'),
      await t.as(buyer).call('getOrder', { path }),
      await t.as(buyer).call('listOrderEvents', { path }),
      await t.as(buyer).call('listOrders', { query: { limit: 1 } }),
      await t.as(t.admin).call('getStats'),
      await t.anonymous.call('listProducts', { query: { limit: 1 } }),
      await t.anonymous.call('registerUser', { body: {} }),
    ]
    const odd = answers.flatMap(({ body }) => names(body)).filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))
    t.expect(odd).equals([], 'no name is spelled otherwise')
  })

  check('HTTP-1.3', 'text in any script comes back as it was sent', async (t) => {
    const name = `Größe 大 שלום ñ 😀 ${t.unique('utf')}`
    const { id } = await t.product({ name })
    const answer = await t.anonymous.call('getProduct', { path: { id } })
    t.expect(t.status(answer, 200).name).equals(name, 'the name is the same')
    t.header(answer, 'Content-Type', /^application\/json(;\s*charset="?utf-8"?)?$/i)
  })
})

const ids = defineChecks('HTTP-2', { level: 'core' }, (check) => {
  check('HTTP-2.1', 'an id that was never issued names nothing, whatever it looks like', async (t) => {
    const others = ['0', '1', '-1', '9'.repeat(30), 'abc', 'me', 'null', 'é', '😀', '\u0000', 'a/b', ' ']
    for (const id of [neverIssued, ...others, 'x'.repeat(300), '%', '{id}', "' OR 1=1 --"]) {
      t.problem(await t.anonymous.call('getProduct', { path: { id } }), 'not_found')
      t.problem(await t.as(t.admin).call('getOrder', { path: { id } }), 'not_found')
      if (id !== 'me') t.problem(await t.as(t.admin).call('getUser', { path: { id } }), 'not_found')
    }
  })

  check('HTTP-2.2', 'nothing can be done to what an unknown id names', async (t) => {
    for (const id of [neverIssued, 'abc', '0', '\u0000']) {
      for (const [operation, options] of changes) {
        const answer: Answer = await t.as(t.admin).call(operation, { path: { id }, ifMatch: '*', ...options })
        t.problem(answer, 'not_found')
      }
    }
  })

  check('HTTP-2.3', 'an id is compared character by character', async (t) => {
    const { id } = await sampleProduct(t)
    const variants = [id.toUpperCase(), id.replaceAll('-', ''), `{${id}}`, ` ${id}`, `${id} `, `0${id}`]
    for (const variant of variants.filter((one) => one !== id)) {
      t.problem(await t.anonymous.call('getProduct', { path: { id: variant } }), 'not_found')
    }
  })

  check('HTTP-2.4', 'times are RFC 3339 in UTC with milliseconds, and now', async (t) => {
    const before = Date.now()
    const { createdAt, updatedAt } = await t.product()
    for (const time of [createdAt, updatedAt]) {
      t.expect(time).matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'the format')
      // A minute's grace: the clock of the server may be another one.
      t.expect(Date.parse(time)).isBetween(
        before - 60_000,
        Date.now() + 60_000,
        'it is the time of the change',
      )
    }
  })
})

const money = defineChecks('HTTP-3', { level: 'core' }, (check) => {
  check('HTTP-3.1', 'an amount comes back as it was sent, to the cent', async (t) => {
    for (const price of [
      { amount: 1, currency: 'EUR' },
      { amount: 1999, currency: 'USD' },
      { amount: 99_999_999, currency: 'GBP' },
    ] as const) {
      const { id } = await t.product({ price })
      const product = t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
      t.expect(product.price).equals(price, 'the price is the same')
    }
  })

  check('HTTP-3.2', 'an amount that is no integer is refused', async (t) => {
    for (const amount of [12.5, 0.1, '10', '1e2', true, null, [1250], { minor: 1250 }]) {
      const answer = await priced(t, { amount, currency: 'EUR' })
      t.faults(answer, [{ in: 'body', pointer: '/price/amount', code: 'invalid_type' }])
    }
  })

  check('HTTP-3.3', 'a currency that is not one of three is refused', async (t) => {
    for (const currency of ['CHF', 'eur', '', 'EURO']) {
      const answer = await priced(t, { amount: 100, currency })
      t.faults(answer, [{ in: 'body', pointer: '/price/currency', code: 'invalid_value' }])
    }
  })

  check('HTTP-3.4', 'an amount beyond what a computer counts exactly is refused', async (t) => {
    for (const amount of ['9007199254740993', '1e400', '-1e400', '1e15']) {
      const rawBody = `{"price":{"amount":${amount},"currency":"EUR"}}`
      const headers = { 'Content-Type': 'application/json', 'If-Match': '*' }
      const { id } = await sampleProduct(t)
      const answer = await t.as(t.admin).request('PATCH', `/api/v1/products/${id}`, { rawBody, headers })
      const { errors = [] } = t.problem(answer, 'validation_failed')
      t.expect(errors.map(({ pointer }) => pointer)).equals(['/price/amount'], `${amount} is one fault`)
    }
  })
})

const changes: ReadonlyArray<readonly [OperationId, CallOptions]> = [
  ['updateProduct', { body: { stock: 1 } }],
  ['deleteProduct', {}],
  ['updateUser', { body: { name: 'Nobody' } }],
  ['deleteUser', {}],
  ['updateOrder', { body: { notes: 'Nothing' } }],
  ['cancelOrder', { body: { reason: 'Nothing' } }],
  ['shipOrder', { body: { carrier: 'None', trackingNumber: '0' } }],
  ['deliverOrder', {}],
  ['listOrderEvents', {}],
]

async function priced(t: Context, price: unknown): Promise<Answer> {
  const { id } = await sampleProduct(t)
  return t.as(t.admin).call('updateProduct', { path: { id }, ifMatch: '*', body: { price } })
}

/** Every property name in a JSON value. */
function names(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : Object.keys(value)
  return [...own, ...Object.values(value).flatMap(names)]
}

export const checks = [...places, ...ids, ...money]
