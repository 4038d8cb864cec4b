import type { OperationId } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { asJson } from './raw-requests.ts'
import { orderOfNothing, registration, sampleProduct, shippingAddress } from './samples.ts'

/** An order with a fault in every part of it. */
const faultyOrder = {
  items: [
    { productId: 'a', quantity: 0 },
    { productId: 'b', quantity: 101, surplus: true },
    { quantity: 1.5 },
    { productId: 'a', quantity: '1' },
  ],
  payment: { method: 'cash' },
  shippingAddress: { ...shippingAddress, city: ' ', country: 'XX', line1: 7 },
  notes: 'x'.repeat(501),
}

const faultsOfOrder = [
  { pointer: '/items/0/quantity', code: 'too_small' },
  { pointer: '/items/1/quantity', code: 'too_big' },
  { pointer: '/items/1/surplus', code: 'unknown_property' },
  { pointer: '/items/2/productId', code: 'required' },
  { pointer: '/items/2/quantity', code: 'invalid_type' },
  { pointer: '/items/3/productId', code: 'duplicate' },
  { pointer: '/items/3/quantity', code: 'invalid_type' },
  { pointer: '/payment/method', code: 'invalid_value' },
  { pointer: '/payment/token', code: 'required' },
  { pointer: '/shippingAddress/city', code: 'too_short' },
  { pointer: '/shippingAddress/country', code: 'invalid_value' },
  { pointer: '/shippingAddress/line1', code: 'invalid_type' },
  { pointer: '/notes', code: 'too_long' },
] as const

const core = defineChecks('HTTP-5', { level: 'core' }, (check) => {
  check('HTTP-5.1', 'all faults of a body are reported, not only the first', async (t) => {
    const answer = await t.anonymous.call('registerUser', { body: { email: 'nobody', password: 'short' } })
    t.faults(answer, [
      { in: 'body', pointer: '/email', code: 'invalid_format' },
      { in: 'body', pointer: '/password', code: 'too_short' },
      { in: 'body', pointer: '/name', code: 'required' },
    ])
  })

  check('HTTP-5.2', 'faults deep in a body are reported at their places', async (t) => {
    const answer = await t.as(await t.customer()).call('placeOrder', { body: faultyOrder })
    t.faults(answer, faultsOfOrder)
  })

  check('HTTP-5.3', 'no fault is reported twice', async (t) => {
    const answer = await t.as(await t.customer()).call('placeOrder', { body: faultyOrder })
    const { errors = [] } = t.problem(answer, 'validation_failed')
    const keys = errors.map((error) => `${error.in} ${error.pointer} ${error.code}`)
    t.expect(keys.filter((key, index) => keys.indexOf(key) !== index)).equals([], 'each fault is there once')
  })

  check('HTTP-5.4', 'all faults of a query are reported', async (t) => {
    const query = {
      page: '0',
      limit: '101',
      sort: 'stock',
      inStock: 'maybe',
      minPrice: 'ten',
      search: 'x'.repeat(101),
    }
    t.faults(await t.anonymous.call('listProducts', { query }), [
      { in: 'query', pointer: '/page', code: 'too_small' },
      { in: 'query', pointer: '/limit', code: 'too_big' },
      { in: 'query', pointer: '/sort', code: 'invalid_value' },
      { in: 'query', pointer: '/inStock', code: 'invalid_value' },
      { in: 'query', pointer: '/minPrice', code: 'invalid_type' },
      { in: 'query', pointer: '/search', code: 'too_long' },
    ])
  })

  check('HTTP-5.5', 'a missing body is required as a whole', async (t) => {
    for (const answer of await toEach(t, undefined)) {
      t.faults(answer, [{ in: 'body', pointer: '', code: 'required' }])
    }
    const empty = await t.anonymous.request('POST', '/api/v1/auth/register', asJson(''))
    t.faults(empty, [{ in: 'body', pointer: '', code: 'required' }])
  })

  check('HTTP-5.6', 'a body that is no object is of the wrong type as a whole', async (t) => {
    for (const body of [[], [{}], 'text', 7, true, null]) {
      for (const answer of await toEach(t, body)) {
        t.faults(answer, [{ in: 'body', pointer: '', code: 'invalid_type' }])
      }
    }
  })

  check('HTTP-5.7', 'a value of another type is not turned into the right one', async (t) => {
    const { id } = await sampleProduct(t)
    const body = { name: 7, description: true, stock: '12', price: [] }
    const code = 'invalid_type'
    t.faults(await t.as(t.admin).call('updateProduct', { path: { id }, ifMatch: '*', body }), [
      { pointer: '/name', code },
      { pointer: '/description', code },
      { pointer: '/stock', code },
      { pointer: '/price', code },
    ])
  })

  check('HTTP-5.8', 'a fraction is no integer', async (t) => {
    const body = { ...orderOfNothing, items: [{ productId: 'a', quantity: 1.5 }] }
    const answer = await t.as(await t.customer()).call('placeOrder', { body })
    t.faults(answer, [{ in: 'body', pointer: '/items/0/quantity', code: 'invalid_type' }])
  })

  check('HTTP-5.9', 'a pointer is escaped as RFC 6901 says', async (t) => {
    const body = { ...registration(t), 'a/b': 1, 'c~d': 2, '': 3, 'e f"': 4 }
    const code = 'unknown_property'
    t.faults(await t.anonymous.call('registerUser', { body }), [
      { pointer: '/a~1b', code },
      { pointer: '/c~0d', code },
      { pointer: '/', code },
      { pointer: '/e f"', code },
    ])
  })

  check('HTTP-5.10', 'a part that is missing or of the wrong type is one fault', async (t) => {
    const client = t.as(await t.customer())
    const { items, payment } = orderOfNothing
    t.faults(await client.call('placeOrder', { body: { items, payment } }), [
      { pointer: '/shippingAddress', code: 'required' },
    ])
    t.faults(await client.call('placeOrder', { body: { ...orderOfNothing, items: {}, payment: 'card' } }), [
      { pointer: '/items', code: 'invalid_type' },
      { pointer: '/payment', code: 'invalid_type' },
    ])
  })
})

const reliable = defineChecks('HTTP-5', { level: 'reliable' }, (check) => {
  check('HTTP-5.11', 'faults of header and body are reported together', async (t) => {
    const options = { body: { ...orderOfNothing, items: [] }, idempotencyKey: 'x'.repeat(256) }
    t.faults(await t.as(await t.customer()).call('placeOrder', options), [
      { in: 'header', pointer: '/Idempotency-Key', code: 'too_long' },
      { in: 'body', pointer: '/items', code: 'too_short' },
    ])
  })
})

/** Sends one body to an operation of each kind: open to all, for a user, for an admin, and a PATCH. */
function toEach(t: Context, body: unknown): Promise<Answer[]> {
  const calls: ReadonlyArray<readonly [OperationId, Record<string, string>?]> = [
    ['registerUser'],
    ['placeOrder'],
    ['createProduct'],
    ['updateUser', { id: 'any' }],
  ]
  return Promise.all(
    calls.map(([id, path = {}]): Promise<Answer> => t.as(t.admin).call(id, { path, body, ifMatch: '*' })),
  )
}

export const checks = [...core, ...reliable]
