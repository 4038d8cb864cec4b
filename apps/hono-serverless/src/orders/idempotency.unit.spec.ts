import { placeOrderSchema } from '@backend-rosetta/contract/orders'
import { expect, it } from 'vitest'
import { hashOf } from './idempotency.ts'

const address = { name: 'Ada', line1: 'Street 1', city: 'London', postalCode: 'SW1Y', country: 'GB' }
const items = [{ productId: 'a', quantity: 1 }]
const payment = { method: 'card', token: 'tok_ok' }

function hash(body: unknown): Promise<Uint8Array> {
  return hashOf(placeOrderSchema.parse(body))
}

it('is the same for bodies that mean the same', async () => {
  const reversed = Object.fromEntries(Object.entries(address).reverse())
  const same = {
    shippingAddress: { ...reversed, name: ' Ada ' },
    payment,
    items: [{ quantity: 1, productId: 'a' }],
  }
  expect(await hash(same)).toEqual(await hash({ items, payment, shippingAddress: address }))
})

it('differs where the meaning does', async () => {
  const other = { items: [{ productId: 'a', quantity: 2 }], payment, shippingAddress: address }
  expect(await hash(other)).not.toEqual(await hash({ items, payment, shippingAddress: address }))
})
