import type { OperationId } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { FaultPattern } from '../expectations.ts'
import type { Answer } from '../http/exchange.ts'
import { asJson } from './raw-requests.ts'
import { orderOfNothing, productBody, registration, sampleProduct, shippingAddress } from './samples.ts'

const core = defineChecks('HTTP-6', { level: 'core' }, (check) => {
  check('HTTP-6.1', 'a role at registration makes nobody an admin', async (t) => {
    const body = registration(t)
    const forged = { ...body, role: 'admin', active: true, id: 'mine', version: 9 }
    t.faults(
      await t.anonymous.call('registerUser', { body: forged }),
      unknown('role', 'active', 'id', 'version'),
    )
    const user = t.status(await t.anonymous.call('registerUser', { body }), 201)
    t.expect(user.role).equals('customer', 'the refused request has registered nobody')
  })

  check('HTTP-6.2', 'every operation refuses a property that it does not know', async (t) => {
    for (const [operation, body] of bodies(t)) t.faults(await send(t, operation, body), unknown('surplus'))
  })

  check('HTTP-6.3', 'unknown properties deep in a body are refused', async (t) => {
    const { items, payment } = orderOfNothing
    const order = {
      items: items.map((item) => ({ ...item, unitPrice: { amount: 1, currency: 'EUR' } })),
      payment: { ...payment, status: 'captured' },
      shippingAddress: { ...shippingAddress, line3: 'Door' },
    }
    const faults = unknown('items/0/unitPrice', 'payment/status', 'shippingAddress/line3')
    t.faults(await t.as(t.admin).call('placeOrder', { body: order }), faults)
    const price = { amount: 1, currency: 'EUR', scale: 2 }
    const body = { ...productBody(t), price }
    t.faults(await t.as(t.admin).call('createProduct', { body }), unknown('price/scale'))
  })

  check('HTTP-6.4', 'names that mean something to a language are names like any other', async (t) => {
    const { email, password, name } = registration(t)
    const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length']
    const members = odd.map((key) => `,"${key}":{"role":"admin"}`).join('')
    const text = `{"email":"${email}","password":"${password}","name":"${name}"${members}}`
    t.faults(await t.anonymous.request('POST', '/api/v1/auth/register', asJson(text)), unknown(...odd))
  })

  check('HTTP-6.5', 'the case of a name matters', async (t) => {
    const { email, ...rest } = registration(t)
    const answer = await t.anonymous.call('registerUser', { body: { ...rest, Email: email } })
    t.faults(answer, [{ pointer: '/email', code: 'required' }, ...unknown('Email')])
  })

  check('HTTP-6.6', 'what the server keeps for itself cannot be set', async (t) => {
    const product = await sampleProduct(t)
    const path = { id: product.id }
    const { id, createdAt, updatedAt, version } = product
    const body = { id, createdAt, updatedAt, version, stock: 1, archivedAt: null }
    const answer = await t.as(t.admin).call('updateProduct', { path, ifMatch: '*', body })
    t.faults(answer, unknown('id', 'createdAt', 'updatedAt', 'version', 'archivedAt'))
    const after = t.status(await t.anonymous.call('getProduct', { path }), 200)
    t.expect(after).equals(product, 'nothing has changed')
  })

  check('HTTP-6.7', 'a refused order is not placed', async (t) => {
    const customer = await t.customer()
    const product = await t.product()
    const body = { ...t.orderBody([[product, 1]]), total: { amount: 1, currency: 'EUR' } }
    t.faults(await t.as(customer).call('placeOrder', { body }), unknown('total'))
    const { stock, version } = t.status(
      await t.anonymous.call('getProduct', { path: { id: product.id } }),
      200,
    )
    t.expect({ stock, version }).equals({ stock: 100, version: 1 }, 'no stock was taken')
  })
})

const secure = defineChecks('HTTP-6', { level: 'secure' }, (check) => {
  check('HTTP-6.8', 'refresh and logout refuse a property that they do not know', async (t) => {
    const body = { refreshToken: 'any', surplus: true }
    for (const id of ['refreshTokens', 'logOut'] as const)
      t.faults(await send(t, id, body), unknown('surplus'))
  })
})

/** A body for each operation of level core that takes one, fine but for `surplus`. */
function bodies(t: Context): ReadonlyArray<readonly [OperationId, object]> {
  const surplus = true
  const { email, password } = registration(t)
  return [
    ['registerUser', { ...registration(t), surplus }],
    ['logIn', { email, password, surplus }],
    ['updateMe', { name: 'Ada', surplus }],
    ['updateUser', { name: 'Ada', surplus }],
    ['createProduct', { ...productBody(t), surplus }],
    ['updateProduct', { stock: 1, surplus }],
    ['placeOrder', { ...orderOfNothing, surplus }],
    ['updateOrder', { notes: null, surplus }],
    ['cancelOrder', { reason: 'None', surplus }],
    ['shipOrder', { carrier: 'None', trackingNumber: '0', surplus }],
    ['deliverOrder', { surplus }],
  ]
}

/** Nothing has this id: the schema comes before existence (HTTP-12). */
function send(t: Context, operation: OperationId, body: object): Promise<Answer> {
  return t.as(t.admin).call(operation, { path: { id: 'any' }, ifMatch: '*', body })
}

function unknown(...names: string[]): FaultPattern[] {
  return names.map((name) => ({ in: 'body', pointer: `/${name}`, code: 'unknown_property' }))
}

export const checks = [...core, ...secure]
