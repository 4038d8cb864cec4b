import { placeOrderSchema } from '@backend-rosetta/contract/orders'
import { expect, it } from 'vitest'
import { hashOf } from './idempotency.service.ts'

const address = { name: 'Ada', line1: 'Street 1', city: 'London', postalCode: 'SW1Y', country: 'GB' }
const items = [{ productId: 'a', quantity: 1 }]
const payment = { method: 'card', token: 'tok_ok' }

function hash(body: unknown): string {
  return hashOf(placeOrderSchema.parse(body)).toString('hex')
}

it('is the same for bodies that mean the same', () => {
  const reversed = Object.fromEntries(Object.entries(address).reverse())
  const same = {
    shippingAddress: { ...reversed, name: ' Ada ' },
    payment,
    items: [{ quantity: 1, productId: 'a' }],
  }
  expect(hash(same)).toBe(hash({ items, payment, shippingAddress: address }))
})

it('differs where the meaning does', () => {
  const other = { items: [{ productId: 'a', quantity: 2 }], payment, shippingAddress: address }
  expect(hash(other)).not.toBe(hash({ items, payment, shippingAddress: address }))
})
