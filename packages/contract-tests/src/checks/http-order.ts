import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { asJson } from './raw-requests.ts'
import { neverIssued, orderOfNothing, productBody, sampleOrder, sampleProduct } from './samples.ts'

const path = { id: neverIssued }
const tooLarge = ' '.repeat(102_401)
const stale = '"0"'

const core = defineChecks('HTTP-12', { level: 'core' }, (check) => {
  check('HTTP-12.1', 'an unknown path comes before everything', async (t) => {
    const target = '/api/v1/orders/1/nope'
    t.problem(await t.anonymous.request('GET', target), 'not_found')
    t.problem(await t.anonymous.request('POST', target, asJson('{', 'text/plain')), 'not_found')
    t.problem(await t.anonymous.request('POST', target, asJson(tooLarge)), 'not_found')
  })

  check('HTTP-12.2', 'a wrong method comes before size, media type, syntax and credentials', async (t) => {
    for (const text of ['{}', '{', tooLarge]) {
      t.problem(
        await t.anonymous.request('PUT', '/api/v1/orders', asJson(text, 'text/plain')),
        'method_not_allowed',
      )
    }
  })

  check('HTTP-12.3', 'size comes before media type, media type before syntax', async (t) => {
    const send = (text: string) =>
      t.anonymous.request('POST', '/api/v1/auth/register', asJson(text, 'text/plain'))
    t.problem(await send(tooLarge), 'payload_too_large')
    t.problem(await send('{'), 'unsupported_media_type')
  })

  check('HTTP-12.4', 'size, media type and syntax come before credentials', async (t) => {
    const send = (text: string, type?: string) =>
      t.anonymous.request('POST', '/api/v1/orders', asJson(text, type))
    t.problem(await send(tooLarge), 'payload_too_large')
    t.problem(await send('{}', 'text/plain'), 'unsupported_media_type')
    t.problem(await send('{'), 'malformed_json')
  })

  check('HTTP-12.5', 'credentials come before the schema', async (t) => {
    t.problem(await t.anonymous.call('placeOrder', { body: {} }), 'unauthenticated')
    t.problem(await t.anonymous.call('createProduct', { body: [] }), 'unauthenticated')
    t.problem(await t.anonymous.call('listOrders', { query: { limit: 'all' } }), 'unauthenticated')
  })

  check('HTTP-12.6', 'credentials come before If-Match, existence and version', async (t) => {
    t.problem(await t.anonymous.call('updateMe', { body: { name: 'Ada' } }), 'unauthenticated')
    t.problem(await t.anonymous.call('getOrder', { path }), 'unauthenticated')
    t.problem(await t.anonymous.call('deleteProduct', { path, ifMatch: stale }), 'unauthenticated')
  })

  check('HTTP-12.7', 'the schema comes before If-Match', async (t) => {
    const { id } = await sampleProduct(t)
    const admin = t.as(t.admin)
    const answers: Answer[] = [
      await admin.call('updateProduct', { path: { id }, body: { stock: -1 } }),
      await admin.call('updateUser', { path, body: { role: 'root' } }),
      await admin.call('updateOrder', { path, body: { notes: 7 } }),
      await t.as(await t.customer()).call('updateMe', { body: { name: '' } }),
    ]
    for (const answer of answers) t.problem(answer, 'validation_failed')
  })

  check('HTTP-12.8', 'the schema comes before existence', async (t) => {
    const admin = t.as(t.admin)
    t.problem(
      await admin.call('updateProduct', { path, ifMatch: '*', body: { stock: -1 } }),
      'validation_failed',
    )
    t.problem(
      await admin.call('updateUser', { path, ifMatch: '*', body: { role: 'root' } }),
      'validation_failed',
    )
    t.problem(await admin.call('cancelOrder', { path, body: {} }), 'validation_failed')
    t.problem(await admin.call('deliverOrder', { path, body: { now: true } }), 'validation_failed')
  })

  check('HTTP-12.9', 'a missing If-Match comes before existence', async (t) => {
    const admin = t.as(t.admin)
    t.problem(await admin.call('updateProduct', { path, body: { stock: 1 } }), 'precondition_required')
    t.problem(await admin.call('updateUser', { path, body: { name: 'Ada' } }), 'precondition_required')
    t.problem(await admin.call('updateOrder', { path, body: { notes: null } }), 'precondition_required')
  })

  check('HTTP-12.10', 'existence comes before the version', async (t) => {
    const admin = t.as(t.admin)
    t.problem(await admin.call('updateProduct', { path, ifMatch: stale, body: { stock: 1 } }), 'not_found')
    t.problem(await admin.call('deleteUser', { path, ifMatch: stale }), 'not_found')
    t.problem(
      await admin.call('cancelOrder', { path, ifMatch: stale, body: { reason: 'None' } }),
      'not_found',
    )
  })

  check('HTTP-12.11', 'the version comes before a transition that is not allowed', async (t) => {
    const order = await t.order(await t.customer(), { status: 'shipped' })
    const options = { path: { id: order.id }, ifMatch: stale }
    const body = { reason: 'Too late' }
    const admin = t.as(t.admin)
    t.problem(await admin.call('updateOrder', { ...options, body: { notes: 'Late' } }), 'precondition_failed')
    t.problem(await admin.call('cancelOrder', { ...options, body }), 'precondition_failed')
    t.problem(await admin.call('cancelOrder', { path: options.path, body }), 'invalid_order_transition')
  })

  check('HTTP-12.12', 'the version comes before a SKU that is taken', async (t) => {
    const [{ sku }, { id }] = await Promise.all([sampleProduct(t), t.product()])
    const admin = t.as(t.admin)
    t.problem(
      await admin.call('updateProduct', { path: { id }, ifMatch: stale, body: { sku } }),
      'precondition_failed',
    )
    t.problem(await admin.call('updateProduct', { path: { id }, ifMatch: '*', body: { sku } }), 'sku_taken')
  })

  check('HTTP-12.13', 'the version comes before a wrong current password', async (t) => {
    const client = t.as(await t.customer())
    const body = { password: { current: 'not the password', new: 'another horse battery' } }
    t.problem(await client.call('updateMe', { body }), 'precondition_required')
    t.problem(await client.call('updateMe', { ifMatch: stale, body }), 'precondition_failed')
  })

  check('HTTP-12.14', 'the schema comes before the products of an order', async (t) => {
    const body = { ...orderOfNothing, notes: 7 }
    const answer = await t.as(await t.customer()).call('placeOrder', { body })
    t.faults(answer, [{ pointer: '/notes', code: 'invalid_type' }])
  })

  check('HTTP-12.15', 'the schema comes before an email or a SKU that is taken', async (t) => {
    const { email } = await t.customer()
    const { sku } = await sampleProduct(t)
    const faulty = { email, password: 'short', name: 'Ada' }
    t.problem(await t.anonymous.call('registerUser', { body: faulty }), 'validation_failed')
    const body = { ...productBody(t), sku, stock: -1 }
    t.problem(await t.as(t.admin).call('createProduct', { body }), 'validation_failed')
  })
})

const secure = defineChecks('HTTP-12', { level: 'secure' }, (check) => {
  check('HTTP-12.16', 'syntax comes before the role, the role before all that follows', async (t) => {
    const customer = t.as(await t.customer())
    t.problem(await customer.request('POST', '/api/v1/products', asJson('{')), 'malformed_json')
    t.problem(await customer.call('createProduct', { body: {} }), 'forbidden')
    t.problem(await customer.call('listUsers', { query: { limit: 0 } }), 'forbidden')
    t.problem(await customer.call('updateProduct', { path, body: { stock: 1 } }), 'forbidden')
    t.problem(await customer.call('deleteProduct', { path, ifMatch: stale }), 'forbidden')
    t.problem(await customer.call('shipOrder', { path, body: {} }), 'forbidden')
  })

  check('HTTP-12.17', 'ownership comes before the version and after If-Match and the schema', async (t) => {
    const { order, stranger } = await foreign(t)
    const options = { path: { id: order.id } }
    const client = t.as(stranger)
    const body = { notes: 'Mine?' }
    t.problem(await client.call('updateOrder', { ...options, ifMatch: stale, body }), 'not_found')
    t.problem(await client.call('updateOrder', { ...options, body }), 'precondition_required')
    t.problem(await client.call('cancelOrder', { ...options, body: {} }), 'validation_failed')
  })

  check('HTTP-12.18', 'the version comes before what an admin may not do to itself', async (t) => {
    const admin = await t.freshAdmin()
    const options = { path: { id: admin.id }, ifMatch: stale }
    t.problem(
      await t.as(admin).call('updateUser', { ...options, body: { active: false } }),
      'precondition_failed',
    )
    t.problem(await t.as(admin).call('deleteUser', options), 'precondition_failed')
    t.problem(await t.as(admin).call('deleteUser', { path: options.path }), 'forbidden')
  })
})

/** An order and a customer whose it is not. */
async function foreign(t: Context) {
  const { order, buyer } = await sampleOrder(t)
  const stranger = (await t.customers(2)).find(({ id }) => id !== buyer.id)
  return { order, stranger: stranger ?? t.fail('two customers are not the same') }
}

export const checks = [...core, ...secure]
