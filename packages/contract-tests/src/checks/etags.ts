import type { Order } from '@backend-rosetta/contract/orders'
import { type Check, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { uniqueSku } from './skus.ts'
import { current, type Kind, kinds, stateOf } from './subjects.ts'

/** What holds for the ETags of anything with a version, with numbers from `first`. */
function etagsOf(kind: Kind, first: number): Check[] {
  const { name } = kind
  const id = (place: number) => `VER-1.${first + place}` as const
  return defineChecks('VER-1', { level: 'core' }, (check) => {
    check(id(0), `each change of ${name} has a greater version, and the ETag is the version`, async (t) => {
      const subject = await kind.fresh(t)
      let before = await current(t, subject)
      for (const number of [1, 2, 3]) {
        const changed = stateOf(t, await subject.patch(number, before.etag))
        t.expect(changed.version > before.version).equals(true, 'the version grows')
        const read = await current(t, subject)
        t.expect(read).equals(changed, 'what is read is what the change answered')
        before = read
      }
    })

    check(id(1), `reading ${name} with its ETag gives 304 without a body`, async (t) => {
      const subject = await kind.shared(t)
      const { etag } = await current(t, subject)
      for (const given of [etag, `W/${etag}`, `"0", ${etag}`, `"a,b",W/${etag} , "x"`, '*']) {
        const answer = await subject.read({ 'If-None-Match': given })
        t.status(answer, 304)
        t.expect(answer.text).equals('', 'the body')
        t.header(answer, 'ETag', etag)
      }
    })

    check(id(2), `reading ${name} with another ETag gives it as it is`, async (t) => {
      const subject = await kind.shared(t)
      const { etag, body, version } = await current(t, subject)
      for (const given of [
        `"${version + 1}"`,
        `"${version}0"`,
        '"*"',
        '"0", "x"',
        `${version}`,
        `"${etag}"`,
      ]) {
        const read = stateOf(t, await subject.read({ 'If-None-Match': given }))
        t.expect(read.body).equals(body, `the body with If-None-Match: ${given}`)
      }
    })

    check(id(3), `after a change of ${name} its old ETag is out of date`, async (t) => {
      const subject = await kind.fresh(t)
      const before = await current(t, subject)
      const after = stateOf(t, await subject.patch(1, before.etag))
      const read = stateOf(t, await subject.read({ 'If-None-Match': before.etag }))
      t.expect(read.body).equals(after.body, 'the body')
      t.status(await subject.read({ 'If-None-Match': after.etag }), 304)
    })
  })
}

const more = defineChecks('VER-1', { level: 'core' }, (check) => {
  check('VER-1.41', 'stock that an order takes and gives back is a change of the product', async (t) => {
    const buyer = await t.customer()
    const product = await t.product({ stock: 3 })
    const order = await t.order(buyer, { items: [[product, 1]] })
    const taken = await readProduct(t, product.id)
    t.expect(taken.version > product.version).equals(true, 'the version grows with the order')
    const options = { path: { id: order.id }, body: { reason: 'Ordered by mistake' } }
    t.status(await t.as(buyer).call('cancelOrder', options), 200)
    const given = await readProduct(t, product.id)
    t.expect(given.version > taken.version).equals(true, 'the version grows with the cancellation')
    const old = { 'If-None-Match': `"${product.version}"` }
    t.status(await t.anonymous.call('getProduct', { path: { id: product.id }, headers: old }), 200)
  })

  check('VER-1.42', 'each step of an order has a greater version', async (t) => {
    const buyer = await t.customer()
    const { id, version } = await t.order(buyer)
    const admin = t.as(t.admin)
    const body = { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' }
    const shipped = t.status(await admin.call('shipOrder', { path: { id }, body }), 200)
    t.expect(shipped.version > version).equals(true, 'the version grows when it is shipped')
    const delivered = t.status(await admin.call('deliverOrder', { path: { id } }), 200)
    t.expect(delivered.version > shipped.version).equals(true, 'the version grows when it is delivered')
    const read: Order = t.status(await t.as(buyer).call('getOrder', { path: { id } }), 200)
    t.expect(read).equals(delivered, 'what is read is what the command answered')
  })

  check('VER-1.43', 'a list of products has an ETag that changes with its products', async (t) => {
    const product = await t.product({ sku: uniqueSku(t) })
    const query = { search: product.sku }
    const first = await t.anonymous.call('listProducts', { query })
    t.status(first, 200)
    const headers = { 'If-None-Match': t.header(first, 'ETag') }
    const again = await t.anonymous.call('listProducts', { query, headers })
    t.status(again, 304)
    t.expect(again.text).equals('', 'the body')
    const change = { path: { id: product.id }, ifMatch: '*', body: { stock: 7 } }
    t.status(await t.as(t.admin).call('updateProduct', change), 200)
    const { items } = t.status(await t.anonymous.call('listProducts', { query, headers }), 200)
    t.expect(items.map(({ stock }) => stock)).equals([7], 'the stock in the list')
  })

  check('VER-1.44', 'HEAD with the ETag gives 304 as GET does', async (t) => {
    const { id, version } = await t.product()
    const headers = { 'If-None-Match': `"${version}"` }
    const answer = await t.anonymous.request('HEAD', `/api/v1/products/${id}`, { headers })
    t.status(answer, 304)
    t.header(answer, 'ETag', `"${version}"`)
  })
})

const secure = defineChecks('VER-1', { level: 'secure' }, (check) => {
  check('VER-1.51', 'no ETag opens what may not be read', async (t) => {
    const [owner, stranger] = await t.customers(2)
    const { id } = await t.order(owner ?? t.admin)
    const options = { path: { id }, headers: { 'If-None-Match': '*' } }
    t.problem(await t.anonymous.call('getOrder', options), 'unauthenticated')
    t.problem(await t.as(stranger ?? t.admin).call('getOrder', options), 'not_found')
    const other = { path: { id: owner?.id ?? '' }, headers: options.headers }
    t.problem(await t.as(stranger ?? t.admin).call('getUser', other), 'not_found')
    t.problem(await t.anonymous.call('getMe', { headers: options.headers }), 'unauthenticated')
  })

  check('VER-1.52', 'an ETag of what does not exist gives 404', async (t) => {
    const headers = { 'If-None-Match': '*' }
    const path = { id: t.unique('nothing') }
    t.problem(await t.anonymous.call('getProduct', { path, headers }), 'not_found')
    t.problem(await t.as(t.admin).call('getUser', { path, headers }), 'not_found')
    t.problem(await t.as(t.admin).call('getOrder', { path, headers }), 'not_found')
  })
})

async function readProduct(t: Context, id: string) {
  return t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
}

export const checks = [...kinds.flatMap((kind, index) => etagsOf(kind, 1 + 10 * index)), ...more, ...secure]
