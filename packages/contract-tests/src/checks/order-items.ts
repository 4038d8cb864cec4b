import type { Product } from '@backend-rosetta/contract/products'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { hasStock, placeAndSettle, readOrder, unknownId } from './ordering.ts'

const plenty = oncePerRun((t) => t.product({ stock: 1_000_000 }))

/** Orders these items, whatever they are. */
async function order(t: Context, items: unknown) {
  return t.as(await t.customer()).call('placeOrder', { body: { ...t.orderBody([]), items } })
}

export const checks = defineChecks('ORD-2', { level: 'core' }, (check) => {
  check('ORD-2.1', 'an order has 1 to 50 items', async (t) => {
    t.faults(await order(t, []), [{ in: 'body', pointer: '/items', code: 'too_short' }])
    const items = Array.from({ length: 51 }, (_, index) => ({
      productId: `${unknownId}${index}`,
      quantity: 1,
    }))
    t.faults(await order(t, items), [{ in: 'body', pointer: '/items', code: 'too_long' }])
  })

  check('ORD-2.2', 'the total of 50 × 100 pieces at the highest price is exact', async (t) => {
    const price = { amount: 100_000_000, currency: 'EUR' } as const
    const products = await Promise.all(Array.from({ length: 50 }, () => t.product({ price })))
    const placed = await placeAndSettle(t, await t.customer(), t.orderBody(products.map((one) => [one, 100])))
    t.expect(placed).includes(
      { status: 'confirmed', total: { amount: 500_000_000_000, currency: 'EUR' } },
      'the total is exact',
    )
    const wrong = placed.items.filter(({ lineTotal }) => lineTotal.amount !== 10_000_000_000)
    t.expect(wrong).equals([], 'every line is exact')
  })

  check('ORD-2.3', 'a quantity is an integer of 1 to 100', async (t) => {
    const { id: productId } = await plenty(t)
    const refused = [
      [0, 'too_small'],
      [-1, 'too_small'],
      [101, 'too_big'],
      [1.5, 'invalid_type'],
      ['1', 'invalid_type'],
      [null, 'invalid_type'],
      [undefined, 'required'],
    ] as const
    for (const [quantity, code] of refused) {
      const answer = await order(t, [{ productId, quantity }])
      t.faults(answer, [{ in: 'body', pointer: '/items/0/quantity', code }])
    }
    for (const quantity of [1, 100]) {
      const { items } = t.status(await order(t, [{ productId, quantity }]), 201)
      t.expect(items[0]?.quantity).equals(quantity, 'the quantity is the one that was ordered')
    }
  })

  check('ORD-2.4', 'no product is named twice', async (t) => {
    const { id: productId } = await plenty(t)
    const twice = [1, 2].map((quantity) => ({ productId, quantity }))
    t.faults(await order(t, twice), [{ in: 'body', pointer: '/items/1/productId', code: 'duplicate' }])
    const other = { productId: (await t.product()).id, quantity: 1 }
    t.faults(await order(t, [twice[0], other, twice[1], twice[0]]), [
      { in: 'body', pointer: '/items/2/productId', code: 'duplicate' },
      { in: 'body', pointer: '/items/3/productId', code: 'duplicate' },
    ])
  })

  check('ORD-2.5', 'a repeated product is reported beside other faults', async (t) => {
    const { id: productId } = await plenty(t)
    t.faults(await order(t, [{ productId, quantity: 0 }, { productId }]), [
      { in: 'body', pointer: '/items/0/quantity', code: 'too_small' },
      { in: 'body', pointer: '/items/1/productId', code: 'duplicate' },
      { in: 'body', pointer: '/items/1/quantity', code: 'required' },
    ])
  })

  check('ORD-2.6', 'an id that names no product is an unknown product', async (t) => {
    const { id } = await t.customer()
    for (const productId of [unknownId, 'abc', '0', '../products', 'x'.repeat(300), id]) {
      const answer = await order(t, [{ productId, quantity: 1 }])
      t.faults(answer, [{ in: 'body', pointer: '/items/0/productId', code: 'unknown_product' }])
    }
  })

  check('ORD-2.7', 'an archived product is an unknown product', async (t) => {
    const { id: productId } = await t.product()
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: productId } }), 204)
    const answer = await order(t, [{ productId, quantity: 1 }])
    t.faults(answer, [{ in: 'body', pointer: '/items/0/productId', code: 'unknown_product' }])
  })

  check('ORD-2.8', 'every unknown product of an order is reported', async (t) => {
    const known = await plenty(t)
    const items = ['abc', known.id, unknownId].map((productId) => ({ productId, quantity: 1 }))
    t.faults(await order(t, items), [
      { in: 'body', pointer: '/items/0/productId', code: 'unknown_product' },
      { in: 'body', pointer: '/items/2/productId', code: 'unknown_product' },
    ])
  })

  check('ORD-2.9', 'an order has one currency', async (t) => {
    const items = piecesOf([await plenty(t), await inPounds(t)])
    t.faults(await order(t, items), [{ in: 'body', pointer: '/items', code: 'mixed_currencies' }])
  })

  check('ORD-2.10', 'unknown products and mixed currencies are reported together', async (t) => {
    const items = piecesOf([await plenty(t), { id: unknownId }, await inPounds(t)])
    t.faults(await order(t, items), [
      { in: 'body', pointer: '/items', code: 'mixed_currencies' },
      { in: 'body', pointer: '/items/1/productId', code: 'unknown_product' },
    ])
  })

  check('ORD-2.11', 'a price that the catalogue changes later does not change the order', async (t) => {
    const customer = await t.customer()
    const product = await t.product()
    const before = await placeAndSettle(t, customer, t.orderBody([[product, 2]]))
    const price = { amount: 99, currency: 'EUR' } as const
    const change = { path: { id: product.id }, ifMatch: '*', body: { price } }
    t.status(await t.as(t.admin).call('updateProduct', change), 200)
    t.expect(await readOrder(t, customer, before)).equals(before, 'the order is as it was')
    const { total } = await placeAndSettle(t, customer, t.orderBody([[product, 2]]))
    t.expect(total.amount).equals(198, 'the next order has the new price')
  })

  check('ORD-2.12', 'nobody says what it costs but the catalogue', async (t) => {
    const { id: productId } = await plenty(t)
    const answer = await order(t, [{ productId, quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } }])
    t.faults(answer, [{ in: 'body', pointer: '/items/0/unitPrice', code: 'unknown_property' }])
  })

  check('ORD-2.13', 'a refused order leaves no order and takes no stock', async (t) => {
    const customer = await t.freshCustomer()
    const product = await t.product({ stock: 7 })
    const bodies = [
      t.orderBody([
        [product, 1],
        [{ id: unknownId }, 1],
      ]),
      t.orderBody([
        [product, 1],
        [await inPounds(t), 1],
      ]),
      { ...t.orderBody([[product, 1]]), notes: 'x'.repeat(501) },
    ]
    for (const body of bodies)
      t.problem(await t.as(customer).call('placeOrder', { body }), 'validation_failed')
    const { items } = t.status(await t.as(customer).call('listOrders'), 200)
    t.expect(items).equals([], 'the customer has no orders')
    await hasStock(t, product, { stock: 7, what: 'nothing was taken' })
  })
})

const inPounds = oncePerRun((t) => t.product({ price: { amount: 100, currency: 'GBP' } }))

function piecesOf(products: ReadonlyArray<Pick<Product, 'id'>>) {
  return products.map(({ id }) => ({ productId: id, quantity: 1 }))
}
