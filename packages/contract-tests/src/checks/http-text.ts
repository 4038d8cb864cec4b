import type { OperationId } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { CallOptions } from '../http/client.ts'
import type { Answer } from '../http/exchange.ts'
import { orderOfNothing, productBody, registration, sampleProduct, shippingAddress } from './samples.ts'

const kept = defineChecks('HTTP-14', { level: 'core' }, (check) => {
  check('HTTP-14.1', 'text of a product is trimmed', async (t) => {
    const body = { name: ' \t Enamel  mug \n', description: '\n\n Two\n lines \t ' }
    const product = t.status(await changed(t, await t.product(), body), 200)
    t.expect(product).includes(
      { name: 'Enamel  mug', description: 'Two\n lines' },
      'only what stands around the text is gone',
    )
  })

  check('HTTP-14.2', 'text of an order is trimmed', async (t) => {
    const customer = await t.customer()
    const padded = Object.entries(shippingAddress).map(([key, text]) => [
      key,
      key === 'country' ? text : ` ${text}\t`,
    ])
    const body = {
      ...t.orderBody([[await t.product(), 1]]),
      shippingAddress: Object.fromEntries(padded),
      notes: ' Ring\n',
    }
    const order = t.status(await t.as(customer).call('placeOrder', { body }), 201)
    t.expect(order.shippingAddress).equals({ ...shippingAddress, line2: null }, 'the address')
    t.expect(order.notes).equals('Ring', 'the notes')
  })

  check('HTTP-14.3', 'text is measured in code points', async (t) => {
    const product = await t.product()
    const fits = { name: '😀'.repeat(120), description: '𝒜'.repeat(2000) }
    t.expect(t.status(await changed(t, product, fits), 200)).includes(fits, 'as many as are allowed')
    const tooLong = { name: '😀'.repeat(121), description: '𝒜'.repeat(2001) }
    t.faults(await changed(t, product, tooLong), [
      { pointer: '/name', code: 'too_long' },
      { pointer: '/description', code: 'too_long' },
    ])
  })

  check('HTTP-14.4', 'text is measured after it is trimmed', async (t) => {
    const product = await t.product()
    const name = 'x'.repeat(120)
    t.expect(t.status(await changed(t, product, { name: `   ${name}   ` }), 200).name).equals(name, 'it fits')
    t.faults(await changed(t, product, { name: ' \t ' }), [{ pointer: '/name', code: 'too_short' }])
  })

  check('HTTP-14.5', 'tabs and line breaks are kept where text has several lines', async (t) => {
    const text = 'One\n\tTwo\r\nThree'
    const { description } = t.status(await changed(t, await t.product(), { description: text }), 200)
    t.expect(description).equals(text, 'the description')
    const client = t.as(await t.customer())
    const body = t.orderBody([[await t.product(), 1]], { notes: text })
    t.expect(t.status(await client.call('placeOrder', { body }), 201).notes).equals(text, 'the notes')
  })

  check('HTTP-14.6', 'text of any script and marks of direction are kept as they are', async (t) => {
    const product = await t.product()
    for (const name of [
      '👩\u200d👩\u200d👧 family',
      'שלום \u202eabc\u202c',
      'e\u0301 and \u00e9',
      '<b>&amp;</b>',
      '$1 \\n %s',
    ]) {
      const { name: kept } = t.status(await changed(t, product, { name }), 200)
      t.expect(kept).equals(name, 'the name is not changed')
    }
  })
})

const refused = defineChecks('HTTP-14', { level: 'core' }, (check) => {
  check('HTTP-14.7', 'no text that is kept may have a NUL or a lone surrogate', async (t) => {
    for (const text of ['a\u0000b', '\u0000', '\udc00\ud800']) {
      for (const [pointer, id, options] of fields(t, text)) {
        const answer: Answer = await t.as(t.admin).call(id, options)
        t.faults(answer, [{ in: 'body', pointer, code: 'invalid_format' }])
      }
    }
  })

  check('HTTP-14.8', 'a line has no control characters', async (t) => {
    for (const char of ['\u0001', '\t', '\n', '\r', '\u001b', '\u007f', '\u0085', '\u009f']) {
      const answer = await changed(t, await sampleProduct(t), { name: `a${char}b` })
      t.faults(answer, [{ pointer: '/name', code: 'invalid_format' }])
    }
  })

  check('HTTP-14.9', 'text of several lines has no other control characters', async (t) => {
    for (const char of ['\u0001', '\b', '\v', '\f', '\u001b', '\u007f', '\u0085']) {
      const answer = await changed(t, await sampleProduct(t), { description: `a${char}b` })
      t.faults(answer, [{ pointer: '/description', code: 'invalid_format' }])
    }
  })

  check('HTTP-14.10', 'a search with a NUL is a fault, one with a line break is not', async (t) => {
    const search = (text: string) => t.anonymous.call('listProducts', { query: { search: text } })
    t.faults(await search('a\u0000b'), [{ in: 'query', pointer: '/search', code: 'invalid_format' }])
    t.status(await search('a\tb\nc'), 200)
  })
})

function changed(t: Context, { id }: { id: string }, body: object) {
  return t.as(t.admin).call('updateProduct', { path: { id }, ifMatch: '*', body })
}

/** A place for each text that a body may carry. Nothing has the id: the schema comes before existence (HTTP-12). */
function fields(t: Context, text: string): ReadonlyArray<readonly [string, OperationId, CallOptions]> {
  const order = { path: { id: 'any' }, ifMatch: '*' }
  const place = (pointer: string, body: object) => [pointer, 'placeOrder', { body }] as const
  return [
    ['/name', 'registerUser', { body: { ...registration(t), name: text } }],
    ['/name', 'updateMe', { ifMatch: '*', body: { name: text } }],
    ['/name', 'updateUser', { ...order, body: { name: text } }],
    ['/name', 'createProduct', { body: { ...productBody(t), name: text } }],
    ['/description', 'updateProduct', { ...order, body: { description: text } }],
    ['/sku', 'createProduct', { body: { ...productBody(t), sku: text } }],
    place('/notes', { ...orderOfNothing, notes: text }),
    place('/payment/token', { ...orderOfNothing, payment: { method: 'card', token: text } }),
    ...['name', 'line1', 'line2', 'city', 'postalCode'].map((key) =>
      place(`/shippingAddress/${key}`, {
        ...orderOfNothing,
        shippingAddress: { ...shippingAddress, [key]: text },
      }),
    ),
    ['/shippingAddress/line1', 'updateOrder', { ...order, body: { shippingAddress: { line1: text } } }],
    ['/reason', 'cancelOrder', { ...order, body: { reason: text } }],
    ['/carrier', 'shipOrder', { ...order, body: { carrier: text, trackingNumber: '1' } }],
    ['/trackingNumber', 'shipOrder', { ...order, body: { carrier: 'None', trackingNumber: text } }],
  ]
}

export const checks = [...kept, ...refused]
