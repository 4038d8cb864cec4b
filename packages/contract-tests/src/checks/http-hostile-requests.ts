import { type OperationId, pathOf } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Answer } from '../http/exchange.ts'
import { hostileFields, hostileIds, hostileQueries, hostileTexts } from './hostile-values.ts'
import { expectNoFailure } from './http-hostile-input.ts'
import { orderOfNothing, sampleOrder, sampleProduct } from './samples.ts'

/** The parameters of each list, and a number for its check. */
const lists = [
  [201, 'listProducts', ['search', 'sort', 'page', 'limit', 'minPrice', 'maxPrice', 'inStock']],
  [202, 'listUsers', ['search', 'sort', 'page', 'limit', 'role', 'active']],
  [203, 'listOrders', ['userId', 'status', 'from', 'to', 'cursor', 'limit']],
] as const

const byId = [
  'getProduct',
  'updateProduct',
  'deleteProduct',
  'getUser',
  'updateUser',
  'deleteUser',
  'getOrder',
  'updateOrder',
  'listOrderEvents',
] as const satisfies readonly OperationId[]

export const checks = defineChecks('HTTP-10', { level: 'secure' }, (check) => {
  for (const [number, id, parameters] of lists) {
    check(`HTTP-10.${number}`, `no parameter of ${id} makes the server fail`, async (t) => {
      for (const name of parameters) {
        for (const value of [...hostileTexts, '', '9'.repeat(400), '0001-01-01T00:00:00+24:00']) {
          const answer: Answer = await t.as(t.admin).call(id, { query: { [name]: value } })
          expectNoFailure(t, answer, `${name}=${JSON.stringify(value)}`)
        }
      }
      for (const query of hostileQueries) {
        const answer = await t.as(t.admin).request('GET', `${pathOf(id)}?${query}`)
        expectNoFailure(t, answer, `?${query}`)
      }
    })
  }

  check('HTTP-10.204', 'no id in a path makes the server fail', async (t) => {
    for (const id of hostileIds) {
      for (const operation of byId) {
        const options = { path: { id }, ifMatch: '*', ...(operation.startsWith('update') && { body: {} }) }
        const answer: Answer = await t.as(t.admin).call(operation, options)
        t.problem(answer, 'not_found')
      }
    }
  })

  check('HTTP-10.205', 'no header field makes the server fail', async (t) => {
    const { id } = await sampleProduct(t)
    const { buyer, order } = await sampleOrder(t)
    for (const value of hostileFields) {
      const path = { id }
      const events = { path: { id: order.id }, headers: { 'Last-Event-ID': value, Accept: value } }
      const ids = { 'X-Request-Id': value, traceparent: value, tracestate: value, Origin: value }
      const answers: Answer[] = [
        await t.anonymous.call('getProduct', { path, headers: { 'If-None-Match': value, ...ids } }),
        await t.anonymous.call('getMe', { headers: { Authorization: value, Cookie: value } }),
        await t.anonymous.call('getMe', { headers: { Authorization: `Bearer ${value}` } }),
        await t.as(t.admin).call('updateProduct', { path, ifMatch: value, body: { stock: 100 } }),
        await t.as(buyer).call('placeOrder', { body: orderOfNothing, idempotencyKey: value }),
        await t.as(buyer).call('listOrderEvents', events),
      ]
      for (const answer of answers) expectNoFailure(t, answer, `a header field with ${JSON.stringify(value)}`)
    }
  })

  check('HTTP-10.206', 'what was sent is not run, and the shop is still there', async (t) => {
    const name = `${t.unique('x')}'); DROP TABLE products; -- \\'; SELECT pg_sleep(10); --`
    const { id } = await t.product({ name })
    const answer = await t.anonymous.call('listProducts', { query: { search: name } })
    t.inTime(answer, 5000, 'nobody slept')
    t.expect(t.status(answer, 200).items.map((item) => item.id)).equals(
      [id],
      'the product is found by its name',
    )
  })
})
