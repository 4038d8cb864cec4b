import { defineChecks } from '../check.ts'
import { hasStock, placeAndSettle } from './ordering.ts'
import { cancelled } from './paying.ts'

export const checks = defineChecks('ORD-3', { level: 'core' }, (check) => {
  check('ORD-3.1', 'an order takes what it orders, once', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 10 })
    await t.order(customer, { items: [[product, 3]] })
    await hasStock(t, product, { stock: 7, what: 'three pieces are taken' })
    await t.order(customer, { items: [[product, 4]], status: 'delivered' })
    await hasStock(t, product, { stock: 3, what: 'shipping and delivering take nothing more' })
  })

  check('ORD-3.2', 'stock that is taken is a change of the product', async (t) => {
    const product = await t.product({ stock: 10 })
    await t.order(await t.customer(), { items: [[product, 1]] })
    const path = { id: product.id }
    const after = t.status(await t.anonymous.call('getProduct', { path }), 200)
    t.expect(after.version).satisfies((version) => version > product.version, 'its version has grown')
    const change = { path, ifMatch: `"${product.version}"`, body: { stock: 10 } }
    t.problem(await t.as(t.admin).call('updateProduct', change), 'precondition_failed')
    await hasStock(t, product, { stock: 9, what: 'who read the old stock cannot write it back' })
  })

  check('ORD-3.3', 'an order of all that is left takes it all', async (t) => {
    const product = await t.product({ stock: 5 })
    await t.order(await t.customer(), { items: [[product, 5]] })
    await hasStock(t, product, { stock: 0, what: 'nothing is left' })
  })

  check('ORD-3.4', 'an order of more than there is is rejected and takes nothing', async (t) => {
    const product = await t.product({ stock: 5 })
    const order = await placeAndSettle(t, await t.customer(), t.orderBody([[product, 6]]))
    t.expect(order).includes({ status: 'rejected', payment: { status: 'none' } }, 'the order is rejected')
    t.expect(order.rejection?.code).equals('insufficient_stock', 'it says why')
    await hasStock(t, product, { stock: 5, what: 'nothing was taken' })
  })

  check(
    'ORD-3.5',
    'a product without stock is in the catalogue, and orders of it are rejected',
    async (t) => {
      const product = await t.product({ stock: 0 })
      const order = await placeAndSettle(t, await t.customer(), t.orderBody([[product, 1]]))
      t.expect(order.rejection?.code).equals('insufficient_stock', 'there is none')
      await hasStock(t, product, { stock: 0, what: 'there is still none' })
    },
  )

  check('ORD-3.6', 'an order takes all its items or none', async (t) => {
    const customer = await t.customer()
    const [much, little] = await Promise.all([t.product({ stock: 10 }), t.product({ stock: 1 })])
    const lines = [[much, 2] as const, [little, 2] as const]
    for (const items of [lines, lines.toReversed()]) {
      const { rejection } = await placeAndSettle(t, customer, t.orderBody(items))
      t.expect(rejection?.code).equals('insufficient_stock', 'there is too little of one')
      await hasStock(t, much, { stock: 10, what: 'nothing of the other was taken' })
      await hasStock(t, little, { stock: 1, what: 'nor was the rest of it' })
    }
  })

  check('ORD-3.7', 'a rejected payment gives the stock back', async (t) => {
    const [one, two] = await Promise.all([t.product({ stock: 4 }), t.product({ stock: 9 })])
    const items = [[one, 4] as const, [two, 3] as const]
    await t.order(await t.customer(), { items, status: 'rejected' })
    await hasStock(t, one, { stock: 4, what: 'the first product has all its stock' })
    await hasStock(t, two, { stock: 9, what: 'the second product has all its stock' })
  })

  check('ORD-3.8', 'a cancellation gives every item back', async (t) => {
    const customer = await t.customer()
    const [one, two] = await Promise.all([t.product({ stock: 4 }), t.product({ stock: 9 })])
    const order = await t.order(customer, {
      items: [
        [one, 4],
        [two, 3],
      ],
    })
    await cancelled(t, customer, order)
    await hasStock(t, one, { stock: 4, what: 'the first product has all its stock' })
    await hasStock(t, two, { stock: 9, what: 'the second product has all its stock' })
  })

  check('ORD-3.9', 'what was given back is not given back again', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 5 })
    const order = await t.order(customer, { items: [[product, 2]] })
    await cancelled(t, customer, order)
    const again = { path: { id: order.id }, body: { reason: 'Once more' } }
    t.problem(await t.as(customer).call('cancelOrder', again), 'invalid_order_transition')
    t.problem(await t.as(t.admin).call('cancelOrder', again), 'invalid_order_transition')
    await hasStock(t, product, { stock: 5, what: 'it is what it was' })
  })

  check('ORD-3.10', 'what was given back can be sold again', async (t) => {
    const [first, second] = [await t.customer(), await t.customer()]
    const product = await t.product({ stock: 1 })
    const order = await t.order(first, { items: [[product, 1]] })
    const early = await placeAndSettle(t, second, t.orderBody([[product, 1]]))
    t.expect(early.rejection?.code).equals('insufficient_stock', 'the last piece is sold')
    await cancelled(t, first, order)
    const late = await placeAndSettle(t, second, t.orderBody([[product, 1]]))
    t.expect(late.status).equals('confirmed', 'the last piece is there again')
  })

  check('ORD-3.11', 'an order of a product that was archived since can be cancelled', async (t) => {
    const customer = await t.customer()
    const [kept, archived] = await Promise.all([t.product({ stock: 5 }), t.product({ stock: 5 })])
    const order = await t.order(customer, {
      items: [
        [archived, 1],
        [kept, 1],
      ],
    })
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: archived.id } }), 204)
    t.expect((await cancelled(t, customer, order)).status).equals('cancelled', 'the order is cancelled')
    await hasStock(t, kept, { stock: 5, what: 'the other product has its stock back' })
  })

  check('ORD-3.12', 'stock that an admin adds can be sold', async (t) => {
    const product = await t.product({ stock: 0 })
    const change = { path: { id: product.id }, ifMatch: '*', body: { stock: 2 } }
    t.status(await t.as(t.admin).call('updateProduct', change), 200)
    await t.order(await t.customer(), { items: [[product, 2]] })
    await hasStock(t, product, { stock: 0, what: 'both pieces are sold' })
  })
})
