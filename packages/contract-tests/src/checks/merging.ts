import type { Order } from '@backend-rosetta/contract/orders'
import type { Product } from '@backend-rosetta/contract/products'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { uniqueSku } from './skus.ts'
import { current, kinds, stateOf } from './subjects.ts'

const products = defineChecks('VER-3', { level: 'core' }, (check) => {
  check('VER-3.1', 'what a PATCH of a product leaves out stays as it is', async (t) => {
    const product = await t.product()
    const changes = [
      { name: 'Another name' },
      { description: 'Another description' },
      { price: { amount: 1, currency: 'USD' } },
      { stock: 1 },
      { sku: uniqueSku(t) },
    ] as const
    let expected: Product = product
    for (const change of changes) {
      const changed = await patchProduct(t, product, change)
      expected = { ...expected, ...change, version: changed.version, updatedAt: changed.updatedAt }
      t.expect(changed).equals(expected, `only ${Object.keys(change)[0]} changed`)
    }
  })

  check('VER-3.2', 'null clears the description of a product', async (t) => {
    const product = await t.product()
    const changed = await patchProduct(t, product, { description: null })
    t.expect(changed.description).equals(null, 'the description')
    const again = await patchProduct(t, product, { description: null })
    t.expect(again).equals(changed, 'clearing it once more changes nothing')
  })

  check('VER-3.3', 'null is a fault for what a product cannot be without', async (t) => {
    const product = await t.product()
    const body = { sku: null, name: null, price: null, stock: null }
    const answer = await sendProduct(t, product, body)
    const pointers = ['/sku', '/name', '/price', '/stock']
    t.faults(
      answer,
      pointers.map((pointer) => ({ pointer, code: 'invalid_type' })),
    )
    t.expect(await readProduct(t, product)).equals(product, 'the product is as it was')
  })

  check('VER-3.4', 'a price is replaced whole', async (t) => {
    const product = await t.product()
    t.faults(await sendProduct(t, product, { price: { amount: 5 } }), [
      { pointer: '/price/currency', code: 'required' },
    ])
    t.faults(await sendProduct(t, product, { price: { currency: 'USD' } }), [
      { pointer: '/price/amount', code: 'required' },
    ])
    t.expect(await readProduct(t, product)).equals(product, 'the product is as it was')
  })

  check('VER-3.5', 'the values that a product has already change nothing', async (t) => {
    const product = await t.product()
    const { sku, name, description, price, stock } = product
    const answer = await patchProduct(t, product, { sku, name: ` ${name} `, description, price, stock })
    t.expect(answer).equals(product, 'the product is as it was')
    t.expect(await readProduct(t, product)).equals(product, 'the product is as it was')
  })
})

const accounts = defineChecks('VER-3', { level: 'core' }, (check) => {
  check('VER-3.11', 'null is a fault for every property of an account', async (t) => {
    const { id } = await t.customer()
    const body = { name: null, role: null, active: null }
    const answer = await t.as(t.admin).call('updateUser', { path: { id }, ifMatch: '*', body })
    t.faults(answer, [
      { pointer: '/name', code: 'invalid_type' },
      { pointer: '/role', code: 'invalid_type' },
      { pointer: '/active', code: 'invalid_type' },
    ])
  })

  check('VER-3.12', 'the values that an account has already change nothing', async (t) => {
    const customer = await t.customer()
    const path = { id: customer.id }
    const before = t.status(await t.as(t.admin).call('getUser', { path }), 200)
    const { name, role, active } = before
    const same = { path, ifMatch: `"${before.version}"`, body: { name, role, active } }
    t.expect(t.status(await t.as(t.admin).call('updateUser', same), 200)).equals(before, 'nothing changed')
    const own = { ifMatch: `"${before.version}"`, body: { name } }
    t.expect(t.status(await t.as(customer).call('updateMe', own), 200)).equals(before, 'nothing changed')
  })
})

const orders = defineChecks('VER-3', { level: 'core' }, (check) => {
  check('VER-3.21', 'an address is merged property by property', async (t) => {
    const { order, patch } = await ownOrder(t)
    const { shippingAddress } = order
    const first = await patch({ shippingAddress: { city: 'Leeds', line2: 'Flat 2' } })
    const expected = { ...shippingAddress, city: 'Leeds', line2: 'Flat 2' }
    t.expect(first.shippingAddress).equals(expected, 'the address with another city and line2')
    const second = await patch({ shippingAddress: { line2: null } })
    t.expect(second.shippingAddress).equals({ ...expected, line2: null }, 'the address without line2')
    t.expect(second.notes).equals(order.notes, 'the notes are as they were')
  })

  check('VER-3.22', 'null clears the notes of an order and nothing else', async (t) => {
    const { order, patch } = await ownOrder(t)
    const { notes, shippingAddress } = await patch({ notes: null })
    t.expect(notes).equals(null, 'the notes')
    t.expect(shippingAddress).equals(order.shippingAddress, 'the address is as it was')
  })

  check('VER-3.23', 'null is a fault for an address and what it cannot be without', async (t) => {
    const { order, send } = await ownOrder(t)
    t.faults(await send({ shippingAddress: null }), [{ pointer: '/shippingAddress', code: 'invalid_type' }])
    const names = ['name', 'line1', 'city', 'postalCode']
    const body = { shippingAddress: Object.fromEntries(names.map((name) => [name, null])) }
    t.faults(
      await send(body),
      names.map((name) => ({ pointer: `/shippingAddress/${name}`, code: 'invalid_type' })),
    )
    const read = t.status(await t.as(t.admin).call('getOrder', { path: { id: order.id } }), 200)
    t.expect(read).equals(order, 'the order is as it was')
  })

  check('VER-3.24', 'the values that an order has already change nothing', async (t) => {
    const { order, patch } = await ownOrder(t)
    const { shippingAddress, notes } = order
    t.expect(await patch({ shippingAddress, notes })).equals(order, 'the order is as it was')
    t.expect(await patch({ shippingAddress: {} })).equals(order, 'the order is as it was')
  })
})

const empty = defineChecks('VER-3', { level: 'core' }, (check) => {
  for (const [index, kind] of kinds.entries()) {
    check(`VER-3.${31 + index}`, `an empty ${kind.operation} is 200 and keeps the version`, async (t) => {
      const subject = await kind.shared(t)
      const before = await current(t, subject)
      t.expect(stateOf(t, await subject.patchWith({}, before.etag))).equals(before, 'nothing changed')
      t.expect(await current(t, subject)).equals(before, 'nothing changed')
      const stale = `"${before.version + 1}"`
      t.problem(await subject.patchWith({}, stale), 'precondition_failed')
    })
  }
})

async function ownOrder(t: Context) {
  const buyer = await t.customer()
  const order = await t.order(buyer, { notes: 'Ring twice.' })
  const send = (body: object) =>
    t.as(buyer).call('updateOrder', { path: { id: order.id }, ifMatch: '*', body })
  const patch = async (body: object): Promise<Order> => t.status(await send(body), 200)
  return { order, send, patch }
}

function sendProduct(t: Context, { id }: Product, body: object) {
  return t.as(t.admin).call('updateProduct', { path: { id }, ifMatch: '*', body })
}

async function patchProduct(t: Context, product: Product, body: object): Promise<Product> {
  return t.status(await sendProduct(t, product, body), 200)
}

async function readProduct(t: Context, { id }: Product): Promise<Product> {
  return t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
}

export const checks = [...products, ...accounts, ...orders, ...empty]
