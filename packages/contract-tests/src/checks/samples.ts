import type { Order } from '@backend-rosetta/contract/orders'
import { oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'

/** A product to look at. Nothing orders or changes it. */
export const sampleProduct = oncePerRun((t) => t.product())

interface Sample {
  buyer: Actor
  order: Order
}

/** A confirmed order to look at, and whose it is. */
export const sampleOrder = oncePerRun(async (t): Promise<Sample> => {
  const buyer = await t.customer()
  return { buyer, order: await t.order(buyer) }
})

/** An id that names nothing, in the shape of the ids that this API gives out. */
export const neverIssued = '019a9f0e-0000-7000-8000-00000000abcd'

export const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James’s Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}

/** A body of `placeOrder` that every schema accepts, for a product that does not exist. */
export const orderOfNothing = {
  items: [{ productId: neverIssued, quantity: 1 }],
  payment: { method: 'card', token: 'tok_ok' },
  shippingAddress,
}

/** A body of `createProduct` that every schema accepts. */
export function productBody(t: Context) {
  const sku = t.unique('H').toUpperCase()
  return { sku, name: `Contract product ${sku}`, price: { amount: 1250, currency: 'EUR' }, stock: 1 }
}

/** A body of `registerUser` that every schema accepts. */
export function registration(t: Context) {
  return { email: `${t.unique('http')}@contract.example`, password: 'correct horse battery', name: 'Ada' }
}
