import { expect, test } from 'vitest'
import { upcast } from './order-upcasters.ts'

const same = {
  userId: 'u1',
  shippingAddress: { name: 'Ada', line1: '1', line2: null, city: 'London', postalCode: 'SW1', country: 'GB' },
  notes: null,
}
const mug = { productId: 'p1', sku: 'MUG', name: 'Mug', quantity: 2 }

const version1 = { ...same, currency: 'GBP', items: [{ ...mug, unitAmount: 1250 }] }
const version2 = {
  ...same,
  items: [{ ...mug, unitPrice: { amount: 1250, currency: 'GBP' } }],
  total: { amount: 2500, currency: 'GBP' },
}

test('an order that was placed in version 1 has prices in money and a total', () => {
  expect(upcast({ type: 'order.placed', schemaVersion: 1, data: version1 }).data).toEqual(version2)
})

test('the newest version is read as it is', () => {
  expect(upcast({ type: 'order.placed', schemaVersion: 2, data: version2 }).data).toEqual(version2)
})

test('an event that nobody knows is not read over', () => {
  expect(() => upcast({ type: 'order.lost', schemaVersion: 1, data: {} })).toThrow()
})
