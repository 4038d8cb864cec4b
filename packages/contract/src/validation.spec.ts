import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { registerSchema } from './auth.ts'
import { listOrdersQuery, placeOrderSchema } from './orders.ts'
import type { Fault } from './problems.ts'
import { listProductsQuery } from './products.ts'
import { jsonPointer, toFaults } from './validation.ts'

const shippingAddress = { name: 'Ada', line1: '12 Square', city: 'London', postalCode: 'SW1Y', country: 'GB' }
const payment = { method: 'card', token: 'tok_ok' }

describe('toFaults', () => {
  it('reports a product named twice even when an item has another fault', () => {
    const items = [
      { productId: 'a', quantity: 'two' },
      { productId: 'a', quantity: 1.5 },
      { productId: 'a', quantity: 0 },
    ]
    expect(bodyFaults({ items, payment, shippingAddress })).toEqual([
      ['/items/0/quantity', 'invalid_type'],
      ['/items/1/quantity', 'invalid_type'],
      ['/items/2/quantity', 'too_small'],
      ['/items/1/productId', 'duplicate'],
      ['/items/2/productId', 'duplicate'],
    ])
  })

  it('tells what is absent from what has a wrong type', () => {
    const items = [{ productId: null }]
    expect(bodyFaults({ items, payment: { token: 'tok_ok' }, shippingAddress })).toEqual([
      ['/items/0/productId', 'invalid_type'],
      ['/items/0/quantity', 'required'],
      ['/payment/method', 'required'],
    ])
    expect(bodyFaults(undefined)).toEqual([['', 'required']])
    expect(bodyFaults([])).toEqual([['', 'invalid_type']])
  })

  it('tells a value of a wrong type from one that is not in the set', () => {
    const items = [{ productId: 'a', quantity: 1 }]
    const codesOf = (method: unknown) =>
      bodyFaults({ items, payment: { method, token: 'x' }, shippingAddress })
    expect(codesOf('cash')).toEqual([['/payment/method', 'invalid_value']])
    expect(codesOf(null)).toEqual([['/payment/method', 'invalid_type']])
    expect(codesOf(7)).toEqual([['/payment/method', 'invalid_type']])
  })

  it('names every unknown property, __proto__ and awkward names included', () => {
    const body: unknown = JSON.parse(
      '{ "email": "a@b.com", "password": "long enough!", "name": "A", "__proto__": {}, "a/b~": 1 }',
    )
    expect(faultsOf(registerSchema, 'body', body)).toEqual([
      ['/__proto__', 'unknown_property'],
      ['/a~1b~0', 'unknown_property'],
    ])
  })

  it('refuses a query parameter that is given twice', () => {
    const query = { page: ['1', '2'], search: ['a', 'b'], limit: '5' }
    expect(faultsOf(listProductsQuery, 'query', query)).toEqual([
      ['/page', 'duplicate'],
      ['/search', 'duplicate'],
    ])
  })

  it('reports one fault once', () => {
    const query = { minPrice: '9'.repeat(30) }
    expect(faultsOf(listProductsQuery, 'query', query)).toEqual([['/minPrice', 'too_big']])
  })

  it.each(['1e3', '0x10', '1.5', '', ' 1', '9'.repeat(401)])('takes %j for no integer', (limit) => {
    const query = { limit }
    expect(faultsOf(listOrdersQuery, 'query', query)).toEqual([['/limit', 'invalid_type']])
  })

  it('keeps instants within what a database can hold', () => {
    const query = { from: '0001-01-01T00:00:00+14:00', to: '9999-12-31T23:59:59-14:00' }
    expect(faultsOf(listOrdersQuery, 'query', query)).toEqual([
      ['/from', 'invalid_format'],
      ['/to', 'invalid_format'],
    ])
  })

  it('measures text in code points and refuses what is no text', () => {
    const person = { email: ' Ada@Example.com ', password: 'pass\u0000word-123', name: '👍'.repeat(100) }
    expect(registerSchema.parse(person)).toMatchObject({
      email: 'ada@example.com',
      password: person.password,
    })
    const bad = { email: 'a@b.com', password: `\ud800${'x'.repeat(12)}`, name: 'a\u0000b' }
    expect(faultsOf(registerSchema, 'body', bad)).toEqual([
      ['/password', 'invalid_format'],
      ['/name', 'invalid_format'],
    ])
  })
})

describe('jsonPointer', () => {
  it('escapes as RFC 6901 says', () => {
    expect(jsonPointer(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0')
  })
})

function bodyFaults(body: unknown) {
  return faultsOf(placeOrderSchema, 'body', body)
}

function faultsOf(schema: z.ZodType, location: Fault['in'], input: unknown) {
  const issues = schema.safeParse(input).error?.issues ?? []
  return toFaults(issues, { in: location, input }).map(({ pointer, code }) => [pointer, code])
}
