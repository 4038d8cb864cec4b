import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { uniqueSku } from './skus.ts'

const revalidate = 'public, max-age=0, must-revalidate'

const reading = defineChecks('CAT-1', { level: 'core' }, (check) => {
  check('CAT-1.31', 'anyone reads the catalogue, and caches may keep it to ask again', async (t) => {
    const { id } = await t.product()
    cacheable(t, await t.anonymous.call('getProduct', { path: { id } }))
    cacheable(t, await t.anonymous.call('listProducts', { query: { limit: 1 } }))
  })

  check('CAT-1.32', 'a token changes nothing about that', async (t) => {
    const { id } = await t.product()
    const customer = t.as(await t.customer())
    cacheable(t, await customer.call('getProduct', { path: { id } }))
    cacheable(t, await customer.call('listProducts', { query: { limit: 1 } }))
  })

  check('CAT-1.33', 'a 304 has the ETag and Cache-Control of the 200', async (t) => {
    const product = await t.product()
    const { id, version } = product
    const headers = { 'If-None-Match': `"${version}"` }
    const answer = await t.anonymous.call('getProduct', { path: { id }, headers })
    t.status(answer, 304)
    t.header(answer, 'ETag', `"${version}"`)
    t.header(answer, 'Cache-Control', revalidate)
  })

  check('CAT-1.34', 'the list has each product as it is read alone', async (t) => {
    const product = await t.product({
      sku: uniqueSku(t),
      description: 'Line 1\nLine 2',
      price: { amount: 1, currency: 'GBP' },
    })
    const query = { search: product.sku }
    const { items } = t.status(await t.anonymous.call('listProducts', { query }), 200)
    const alone = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(items).equals([alone], 'the list')
    t.expect(alone).equals(product, 'the product')
  })

  check('CAT-1.35', 'what is not in the catalogue is not found', async (t) => {
    for (const id of [t.unique('nothing'), '00000000-0000-7000-8000-000000000000']) {
      t.problem(await t.anonymous.call('getProduct', { path: { id } }), 'not_found')
    }
  })
})

const keeping = defineChecks('CAT-2', { level: 'core' }, (check) => {
  check('CAT-2.1', 'a new product is as it was sent, and at its Location', async (t) => {
    const sku = uniqueSku(t)
    const body = {
      sku,
      name: 'Tea pot',
      description: 'Blue.',
      price: { amount: 1999, currency: 'GBP' },
      stock: 3,
    }
    const answer = await t.as(t.admin).call('createProduct', { body })
    const product = t.status(answer, 201)
    t.expect(product).includes({ ...body, price: { amount: 1999, currency: 'GBP' } }, 'the product')
    t.expect(product.updatedAt).equals(product.createdAt, 'it was not updated since')
    const location = t.header(answer, 'Location', `/api/v1/products/${product.id}`)
    t.expect((await t.anonymous.request('GET', location)).body).equals(product, 'what is at its Location')
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
  })

  check('CAT-2.2', 'a product needs no description', async (t) => {
    const price = { amount: 1, currency: 'EUR' }
    for (const more of [{}, { description: null }]) {
      const body = { sku: uniqueSku(t), name: 'Plain', price, stock: 0, ...more }
      const product = t.status(await t.as(t.admin).call('createProduct', { body }), 201)
      t.expect(product.description).equals(null, 'the description')
      t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
    }
  })

  check('CAT-2.3', 'a changed product is as it was sent', async (t) => {
    const product = await t.product()
    const price = { amount: 5, currency: 'USD' } as const
    const body = { sku: uniqueSku(t), name: 'Cup', description: 'Red.', price, stock: 9 }
    const change = { path: { id: product.id }, ifMatch: '*', body }
    const changed = t.status(await t.as(t.admin).call('updateProduct', change), 200)
    t.expect(changed).includes({ ...body, id: product.id, createdAt: product.createdAt }, 'the product')
    t.expect(changed.updatedAt >= product.updatedAt).equals(true, 'updatedAt does not go back')
    const read = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(read).equals(changed, 'what is read')
  })

  check('CAT-2.4', 'an archived product is gone from the catalogue', async (t) => {
    const { id, sku, version } = await t.product({ sku: uniqueSku(t) })
    const admin = t.as(t.admin)
    t.status(await admin.call('deleteProduct', { path: { id } }), 204)
    for (const client of [t.anonymous, admin]) {
      t.problem(await client.call('getProduct', { path: { id } }), 'not_found')
      const headers = { 'If-None-Match': `"${version}"` }
      t.problem(await client.call('getProduct', { path: { id }, headers }), 'not_found')
      const { items } = t.status(await client.call('listProducts', { query: { search: sku } }), 200)
      t.expect(items).equals([], 'the list')
    }
    const change = { path: { id }, ifMatch: '*', body: { name: 'Back again' } }
    t.problem(await admin.call('updateProduct', change), 'not_found')
    t.problem(await admin.call('deleteProduct', { path: { id } }), 'not_found')
  })

  check('CAT-2.5', 'an archived product is kept in orders', async (t) => {
    const buyer = await t.customer()
    const product = await t.product()
    const order = await t.order(buyer, { items: [[product, 2]] })
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
    const read = t.status(await t.as(buyer).call('getOrder', { path: { id: order.id } }), 200)
    t.expect(read).equals(order, 'the order is as it was')
  })

  check('CAT-2.6', 'an order for an archived product can still be cancelled and shipped', async (t) => {
    const buyer = await t.customer()
    const product = await t.product()
    const items = [[product, 1]] as const
    const [one, other] = [await t.order(buyer, { items }), await t.order(buyer, { items })]
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
    const cancel = { path: { id: one.id }, body: { reason: 'Not needed any more' } }
    t.expect(t.status(await t.as(buyer).call('cancelOrder', cancel), 200).status).equals(
      'cancelled',
      'the order',
    )
    const ship = { path: { id: other.id }, body: { carrier: 'DHL', trackingNumber: '1' } }
    t.expect(t.status(await t.as(t.admin).call('shipOrder', ship), 200).status).equals('shipped', 'the order')
    t.problem(await t.anonymous.call('getProduct', { path: { id: product.id } }), 'not_found')
  })

  check('CAT-2.7', 'a new price, name or sku changes no order', async (t) => {
    const buyer = await t.customer()
    const product = await t.product()
    const order = await t.order(buyer, { items: [[product, 2]] })
    const price = { amount: 1, currency: 'USD' }
    const body = { name: 'Renamed', sku: uniqueSku(t), price }
    const change = { path: { id: product.id }, ifMatch: '*', body }
    t.status(await t.as(t.admin).call('updateProduct', change), 200)
    const read = t.status(await t.as(buyer).call('getOrder', { path: { id: order.id } }), 200)
    t.expect(read).equals(order, 'the order is as it was')
  })

  check('CAT-2.8', 'what was never there can neither be changed nor archived', async (t) => {
    for (const id of [t.unique('nothing'), '00000000-0000-7000-8000-000000000000']) {
      const change = { path: { id }, ifMatch: '*', body: { stock: 1 } }
      t.problem(await t.as(t.admin).call('updateProduct', change), 'not_found')
      t.problem(await t.as(t.admin).call('deleteProduct', { path: { id } }), 'not_found')
    }
  })
})

function cacheable(t: Context, answer: Answer): void {
  t.status(answer, 200)
  t.header(answer, 'Cache-Control', revalidate)
  t.header(answer, 'ETag', /^(W\/)?"[^"]+"$/)
}

export const checks = [...reading, ...keeping]
