import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import { readOrder, unknownId } from './ordering.ts'
import { standingOrder } from './standing-orders.ts'

/** Confirmed and never changed: for requests that are refused. */
const untouched = oncePerRun((t) => standingOrder(t, 'confirmed'))

const elsewhere = {
  name: 'Charles Babbage',
  line1: '1 Dorset Street',
  line2: 'Marylebone',
  city: 'London',
  postalCode: 'W1U 4EE',
  country: 'GB',
} as const

export const checks = defineChecks('ORD-5', { level: 'core' }, (check) => {
  check('ORD-5.1', 'the owner changes address and notes, and nothing else changes', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer, { notes: 'Ring twice' })
    const body = { shippingAddress: elsewhere, notes: 'Ring once' }
    const after = t.status(await change(t, customer, [before, body]), 200)
    const { version, updatedAt } = after
    t.expect(after).equals({ ...before, ...body, version, updatedAt }, 'only address and notes have changed')
    t.expect(version).satisfies((grown) => grown > before.version, 'the version has grown')
    t.expect(updatedAt >= before.updatedAt).equals(true, 'updatedAt is not earlier than before')
    t.expect(await readOrder(t, customer, before)).equals(after, 'the change is kept')
  })

  check('ORD-5.2', 'an admin changes the order of a customer, and it stays theirs', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer)
    const after = t.status(await change(t, t.admin, [before, { notes: 'Fragile' }]), 200)
    t.expect(after).includes({ notes: 'Fragile', userId: customer.id }, 'the notes have changed')
  })

  check('ORD-5.3', 'the parts of the address that are not named stay', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer, { notes: 'Ring twice' })
    const shippingAddress = { line1: '1 Dorset Street', line2: 'Marylebone' }
    const after = t.status(await change(t, customer, [before, { shippingAddress }]), 200)
    t.expect(after).includes(
      { shippingAddress: { ...before.shippingAddress, ...shippingAddress }, notes: 'Ring twice' },
      'two lines have changed',
    )
  })

  check('ORD-5.4', 'null takes the notes and the second line away', async (t) => {
    const customer = await t.customer()
    const first = await t.order(customer, { notes: 'Ring twice' })
    const before = t.status(await change(t, customer, [first, { shippingAddress: elsewhere }]), 200)
    const body = { shippingAddress: { line2: null }, notes: null }
    const after = t.status(await change(t, customer, [before, body]), 200)
    const shippingAddress = { ...elsewhere, line2: null }
    t.expect(after).includes({ shippingAddress, notes: null }, 'both are gone, the rest is there')
  })

  check('ORD-5.5', 'what cannot be null is not', async (t) => {
    await refuses(t, { shippingAddress: null }, [{ pointer: '/shippingAddress', code: 'invalid_type' }])
    const city = { pointer: '/shippingAddress/city', code: 'invalid_type' } as const
    await refuses(t, { shippingAddress: { city: null, line1: 'Here' } }, [city])
  })

  check('ORD-5.6', 'the new details keep to the limits of an order', async (t) => {
    await refuses(t, { notes: 'x'.repeat(501) }, [{ pointer: '/notes', code: 'too_long' }])
    const shippingAddress = { name: '', line1: 'x'.repeat(201), postalCode: 'x'.repeat(21), country: 'XX' }
    await refuses(t, { shippingAddress }, [
      { pointer: '/shippingAddress/name', code: 'too_short' },
      { pointer: '/shippingAddress/line1', code: 'too_long' },
      { pointer: '/shippingAddress/postalCode', code: 'too_long' },
      { pointer: '/shippingAddress/country', code: 'invalid_value' },
    ])
  })

  check('ORD-5.7', 'status, items, total, payment and owner cannot be changed', async (t) => {
    const { stranger } = await untouched(t)
    const body = {
      status: 'delivered',
      items: [],
      total: { amount: 1, currency: 'EUR' },
      payment: { status: 'refunded' },
      userId: stranger.id,
      shippingAddress: { planet: 'Mars' },
    }
    const names = ['status', 'items', 'total', 'payment', 'userId', 'shippingAddress/planet']
    await refuses(
      t,
      body,
      names.map((name) => ({ pointer: `/${name}`, code: 'unknown_property' }) as const),
    )
  })

  check('ORD-5.8', 'an id that names no order is not found', async (t) => {
    for (const id of [unknownId, 'abc']) {
      const options = { path: { id }, ifMatch: '"1"', body: { notes: 'x' } }
      t.problem(await t.as(await t.customer()).call('updateOrder', options), 'not_found')
      t.problem(await t.as(t.admin).call('updateOrder', options), 'not_found')
    }
  })

  check('ORD-5.9', 'an order can be changed, and then shipped to the new address', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer)
    t.status(await change(t, customer, [before, { shippingAddress: elsewhere }]), 200)
    const body = { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' }
    const shipped = await t.as(t.admin).call('shipOrder', { path: { id: before.id }, body })
    t.expect(t.status(shipped, 200).shippingAddress).equals(elsewhere, 'it goes to the new address')
  })
})

function change(t: Context, actor: Actor, [{ id, version }, body]: readonly [Order, object]) {
  return t.as(actor).call('updateOrder', { path: { id }, ifMatch: `"${version}"`, body })
}

/** Fails unless the change is refused for exactly these faults, and the order is as it was. */
async function refuses(
  t: Context,
  body: object,
  faults: ReadonlyArray<Omit<Parameters<Context['fault']>[1], 'in'>>,
): Promise<void> {
  const { owner, order } = await untouched(t)
  t.faults(
    await change(t, owner, [order, body]),
    faults.map((fault) => ({ in: 'body', ...fault })),
  )
  t.expect(await readOrder(t, owner, order)).equals(order, 'the order is as it was')
}
