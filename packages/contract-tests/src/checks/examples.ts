import { type Example, examples, fillIn, type Placeholder } from '@backend-rosetta/contract/examples'
import { operation } from '@backend-rosetta/contract/operations'
import { type Check, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

type Values = Partial<Record<Placeholder, string>>

/** One check of each example: it is sent as it is shown and answered as it says. */
function checkOf(example: Example): Check[] {
  const { check: id, operation: called, summary, answer: expected } = example
  return defineChecks('DOC-1', { level: operation(called).level }, (check) => {
    check(id, `the example "${summary}" (${called}) works as it is shown`, async (t) => {
      const customer = await customerFor(t, example)
      const { path, query, headers, body } = fillIn(example, await valuesFor(t, example, customer))
      const answer: Answer = await clientOf(t, example, customer).call(called, {
        ...(path && { path }),
        ...(query && { query }),
        ...(headers && { headers }),
        body,
      })
      if (expected.code) t.problem(answer, expected.code)
      else t.status(answer, expected.status)
    })
  })
}

function clientOf(t: Context, { as }: Example, customer: Actor) {
  if (as === 'anonymous') return t.anonymous
  return t.as(as === 'admin' ? t.admin : customer)
}

/** An account of its own where the example changes one. */
function customerFor(t: Context, { operation: called }: Example): Promise<Actor> {
  return called === 'updateMe' || called === 'updateUser' ? t.freshCustomer() : t.customer()
}

/** The values of the placeholders that the example has, made on the server where they have to be there. */
async function valuesFor(t: Context, example: Example, customer: Actor): Promise<Values> {
  const text = JSON.stringify(example)
  const has = (key: Placeholder) => text.includes(`{{${key}}}`)
  const values: Values = {
    userId: customer.id,
    email: customer.email,
    password: customer.password,
    newEmail: `${t.unique('example')}@contract.example`,
    sku: t.unique('EX').toUpperCase(),
    key: t.unique('key'),
  }
  if (has('refreshToken')) values.refreshToken = (await customer.logIn()).refreshToken
  if (has('productId')) values.productId = (await t.product()).id
  if (has('orderId')) values.orderId = (await t.order(customer)).id
  if (has('shippedOrderId')) values.shippedOrderId = (await t.order(customer, { status: 'shipped' })).id
  if (has('etag')) values.etag = await etagFor(t, example, values)
  return values
}

/** The ETag of what the example changes. */
async function etagFor(t: Context, { operation: called }: Example, values: Values): Promise<string> {
  const admin = t.as(t.admin)
  switch (called) {
    case 'updateProduct':
      return t.header(await admin.call('getProduct', { path: { id: values.productId ?? '' } }), 'ETag')
    case 'updateOrder':
      return t.header(await admin.call('getOrder', { path: { id: values.orderId ?? '' } }), 'ETag')
    default:
      return t.header(await admin.call('getUser', { path: { id: values.userId ?? '' } }), 'ETag')
  }
}

export const checks = examples.flatMap(checkOf)
