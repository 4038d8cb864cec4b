import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { asJson } from './raw-requests.ts'
import { neverIssued, productBody, registration, sampleProduct } from './samples.ts'

export const checks = defineChecks('HTTP-13', { level: 'core' }, (check) => {
  check('HTTP-13.1', 'Location of a new product leads to it', async (t) => {
    const answer = await t.as(t.admin).call('createProduct', { body: productBody(t) })
    const product = t.status(answer, 201)
    const location = t.header(answer, 'Location', `/api/v1/products/${product.id}`)
    const found = t.status(await t.anonymous.request('GET', location), 200)
    t.expect(found).equals(product, 'it is the product')
    t.status(await t.as(t.admin).call('deleteProduct', { path: { id: product.id } }), 204)
  })

  check('HTTP-13.2', 'Location of a new user leads to them', async (t) => {
    const answer = await t.anonymous.call('registerUser', { body: registration(t) })
    const user = t.status(answer, 201)
    const location = t.header(answer, 'Location', `/api/v1/users/${user.id}`)
    t.expect(t.status(await t.as(t.admin).request('GET', location), 200)).equals(user, 'it is the user')
  })

  check('HTTP-13.3', 'Location of a new order leads to it', async (t) => {
    const client = t.as(await t.customer())
    const answer = await client.call('placeOrder', { body: t.orderBody([[await t.product(), 1]]) })
    const { id } = t.status(answer, 201)
    const location = t.header(answer, 'Location', `/api/v1/orders/${id}`)
    const found = t.status(await client.request('GET', location), 200)
    t.expect(found).satisfies(
      (order) => typeof order === 'object' && order !== null && 'id' in order && order.id === id,
      'it is the order',
    )
  })

  check('HTTP-13.4', 'a body on GET, HEAD or OPTIONS is not looked at', async (t) => {
    const { id } = await sampleProduct(t)
    const target = `/api/v1/products/${id}`
    for (const body of [
      asJson('{'),
      asJson('text', 'text/plain'),
      asJson(Buffer.from([0xff, 0x00]), 'x/y'),
    ]) {
      t.status(await t.anonymous.request('GET', target, body), 200)
      t.status(await t.anonymous.request('HEAD', target, body), 200)
      t.status(await t.anonymous.request('OPTIONS', target, body), 204)
    }
  })

  check('HTTP-13.5', 'a body on DELETE is not looked at', async (t) => {
    for (const body of [asJson('{'), asJson('all=1', 'application/x-www-form-urlencoded'), asJson('')]) {
      const { id } = await t.product()
      t.status(await t.as(t.admin).request('DELETE', `/api/v1/products/${id}`, body), 204)
      t.problem(await t.anonymous.call('getProduct', { path: { id } }), 'not_found')
    }
  })

  check('HTTP-13.6', 'deliver takes no body, an empty one or {}', async (t) => {
    const order = await t.order(await t.customer(), { status: 'shipped' })
    for (const options of [{}, asJson(''), asJson('{}'), asJson('', 'text/plain')]) {
      t.problem(await deliver(t, neverIssued, options), 'not_found')
    }
    t.status(await deliver(t, order.id, asJson('{}')), 200)
  })

  check('HTTP-13.7', 'deliver refuses any other body', async (t) => {
    t.faults(await deliver(t, neverIssued, asJson('{"at":"door"}')), [
      { pointer: '/at', code: 'unknown_property' },
    ])
    for (const text of ['[]', 'null', '"now"', '1']) {
      t.faults(await deliver(t, neverIssued, asJson(text)), [{ pointer: '', code: 'invalid_type' }])
    }
    t.problem(await deliver(t, neverIssued, asJson('{')), 'malformed_json')
  })
})

function deliver(t: Context, id: string, options: Partial<ReturnType<typeof asJson>>) {
  return t.as(t.admin).request('POST', `/api/v1/orders/${id}/deliver`, options)
}
