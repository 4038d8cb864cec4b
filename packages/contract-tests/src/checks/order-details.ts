import type { FaultCode } from '@backend-rosetta/contract/problems'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'

const plenty = oncePerRun((t) => t.product({ stock: 1_000_000 }))

/** The most characters that each part of an address has. */
const addressLimits = { name: 100, line1: 200, line2: 200, city: 100, postalCode: 20 } as const

/** Orders one piece with these details instead of good ones. */
async function order(t: Context, details: object) {
  const body = { ...t.orderBody([[await plenty(t), 1]]), ...details }
  return t.as(await t.customer()).call('placeOrder', { body })
}

async function orderTo(t: Context, parts: object) {
  return order(t, { shippingAddress: { ...t.orderBody([]).shippingAddress, ...parts } })
}

export const checks = defineChecks('ORD-2', { level: 'core' }, (check) => {
  check('ORD-2.20', 'items, a payment and an address are required', async (t) => {
    const required = (pointer: string) => ({ in: 'body', pointer, code: 'required' }) as const
    const answer = await t.as(await t.customer()).call('placeOrder', { body: {} })
    t.faults(answer, ['/items', '/payment', '/shippingAddress'].map(required))
  })

  check('ORD-2.21', 'every required part of a payment, an item and an address is asked for', async (t) => {
    const parts = ['/items/0/productId', '/items/0/quantity', '/payment/method', '/payment/token']
    const address = ['name', 'line1', 'city', 'postalCode', 'country'].map(
      (name) => `/shippingAddress/${name}`,
    )
    const answer = await order(t, { items: [{}], payment: {}, shippingAddress: {} })
    t.faults(
      answer,
      [...parts, ...address].map((pointer) => ({ in: 'body', pointer, code: 'required' })),
    )
  })

  check('ORD-2.22', 'a value of a wrong type is refused where it stands', async (t) => {
    const { id: productId } = await plenty(t)
    const wrong: Array<[details: object, pointer: string]> = [
      [{ items: {} }, '/items'],
      [{ items: [null] }, '/items/0'],
      [{ items: [{ productId: 5, quantity: 1 }] }, '/items/0/productId'],
      [{ items: [[productId, 1]] }, '/items/0'],
      [{ payment: 'card' }, '/payment'],
      [{ payment: { method: 'card', token: 5 } }, '/payment/token'],
      [{ shippingAddress: [] }, '/shippingAddress'],
      [{ shippingAddress: null }, '/shippingAddress'],
      [{ notes: 5 }, '/notes'],
    ]
    for (const [details, pointer] of wrong) {
      t.faults(await order(t, details), [{ in: 'body', pointer, code: 'invalid_type' }])
    }
  })

  check('ORD-2.23', 'the only way to pay is a card', async (t) => {
    const answer = await order(t, { payment: { method: 'cash', token: 'tok_ok' } })
    t.faults(answer, [{ in: 'body', pointer: '/payment/method', code: 'invalid_value' }])
  })

  check('ORD-2.24', 'a token has 1 to 255 characters', async (t) => {
    await refuses(t, '', 'too_short')
    await refuses(t, 'x'.repeat(256), 'too_long')

    async function refuses(t: Context, token: string, code: FaultCode) {
      const answer = await order(t, { payment: { method: 'card', token } })
      t.faults(answer, [{ in: 'body', pointer: '/payment/token', code }])
    }
  })

  check('ORD-2.25', 'a country is an ISO 3166-1 alpha-2 code', async (t) => {
    for (const country of ['XX', 'UK', 'EU', 'de', 'DEU', 'D', '', ' DE', '49']) {
      const answer = await orderTo(t, { country })
      t.faults(answer, [{ in: 'body', pointer: '/shippingAddress/country', code: 'invalid_value' }])
    }
    for (const country of ['DE', 'AX', 'SS', 'ZW'] as const) {
      const { shippingAddress } = t.status(await orderTo(t, { country }), 201)
      t.expect(shippingAddress.country).equals(country, 'the country is kept')
    }
  })

  check('ORD-2.26', 'notes have at most 500 characters, counted in code points', async (t) => {
    for (const character of ['x', '🦊']) {
      const answer = await order(t, { notes: character.repeat(501) })
      t.faults(answer, [{ in: 'body', pointer: '/notes', code: 'too_long' }])
      const notes = character.repeat(500)
      t.expect(t.status(await order(t, { notes }), 201).notes).equals(notes, 'the notes are kept')
    }
  })

  check('ORD-2.27', 'every part of an address has its limit', async (t) => {
    for (const [name, most] of Object.entries(addressLimits)) {
      const pointer = `/shippingAddress/${name}`
      const long = await orderTo(t, { [name]: 'x'.repeat(most + 1) })
      t.faults(long, [{ in: 'body', pointer, code: 'too_long' }])
      t.faults(await orderTo(t, { [name]: '' }), [{ in: 'body', pointer, code: 'too_short' }])
    }
    const longest = Object.entries(addressLimits).map(([name, most]) => [name, 'x'.repeat(most)])
    const parts = Object.fromEntries(longest)
    const { shippingAddress } = t.status(await orderTo(t, parts), 201)
    t.expect(shippingAddress).includes(parts, 'the longest address is kept')
  })

  check('ORD-2.28', 'only the second line of an address can be null', async (t) => {
    for (const name of ['name', 'line1', 'city', 'postalCode']) {
      const answer = await orderTo(t, { [name]: null })
      t.faults(answer, [{ in: 'body', pointer: `/shippingAddress/${name}`, code: 'invalid_type' }])
    }
  })

  check('ORD-2.29', 'an order cannot be placed with a status, a total or an owner', async (t) => {
    const { id: userId } = await t.customer()
    const answer = await order(t, { status: 'confirmed', total: { amount: 1, currency: 'EUR' }, userId })
    t.faults(
      answer,
      ['/status', '/total', '/userId'].map((pointer) => ({ in: 'body', pointer, code: 'unknown_property' })),
    )
  })
})
