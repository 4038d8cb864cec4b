import { defineChecks } from '../check.ts'
import type { FaultPattern } from '../expectations.ts'
import { readOrder, unknownId } from './ordering.ts'
import { cancelled, refunded } from './paying.ts'
import { standingOrder } from './standing-orders.ts'

const parcel = { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' } as const

/** Faulty bodies of a command, each with the one fault that it has. */
type FaultyBodies = ReadonlyArray<
  readonly [body: unknown, pointer: FaultPattern['pointer'], code: FaultPattern['code']]
>

const faultyReasons: FaultyBodies = [
  [{}, '/reason', 'required'],
  [{ reason: '' }, '/reason', 'too_short'],
  [{ reason: '   ' }, '/reason', 'too_short'],
  [{ reason: 'x'.repeat(501) }, '/reason', 'too_long'],
  [{ reason: null }, '/reason', 'invalid_type'],
  [{ reason: 5 }, '/reason', 'invalid_type'],
  [{ reason: 'Mine', by: 'admin' }, '/by', 'unknown_property'],
  [undefined, '', 'required'],
]

const faultyParcels: FaultyBodies = [
  [{ ...parcel, carrier: undefined }, '/carrier', 'required'],
  [{ ...parcel, trackingNumber: undefined }, '/trackingNumber', 'required'],
  [{ ...parcel, carrier: '' }, '/carrier', 'too_short'],
  [{ ...parcel, trackingNumber: '' }, '/trackingNumber', 'too_short'],
  [{ ...parcel, carrier: 'x'.repeat(101) }, '/carrier', 'too_long'],
  [{ ...parcel, trackingNumber: 'x'.repeat(101) }, '/trackingNumber', 'too_long'],
  [{ ...parcel, carrier: null }, '/carrier', 'invalid_type'],
  [{ ...parcel, trackingNumber: 5 }, '/trackingNumber', 'invalid_type'],
  [{ ...parcel, at: '2026-11-20T12:00:00.000Z' }, '/at', 'unknown_property'],
  [undefined, '', 'required'],
]

export const checks = defineChecks('ORD-6', { level: 'core' }, (check) => {
  check('ORD-6.1', 'a cancelled order says why, by whom and when', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer)
    const { status, cancellation, shipment, rejection } = await cancelled(t, customer, before)
    t.expect({ status, shipment, rejection }).equals(
      { status: 'cancelled', shipment: null, rejection: null },
      'the order is cancelled and nothing else',
    )
    t.expect({ ...cancellation }).includes(
      { reason: 'Not needed any more', by: 'customer' },
      'the customer has cancelled it for this reason',
    )
    const late = (cancellation?.at ?? '') >= before.createdAt
    t.expect(late).equals(true, 'it was cancelled after it was placed')
  })

  check('ORD-6.2', 'an admin cancels the order of a customer as an admin', async (t) => {
    const { id } = await t.order(await t.customer())
    const body = { reason: 'Out of print' }
    const order = t.status(await t.as(t.admin).call('cancelOrder', { path: { id }, body }), 200)
    t.expect({ ...order.cancellation }).includes({ ...body, by: 'admin' }, 'an admin has cancelled it')
  })

  check('ORD-6.3', 'a reason has 1 to 500 characters', async (t) => {
    const { owner, order } = await standingOrder(t, 'confirmed')
    for (const [body, pointer, code] of faultyReasons) {
      const answer = await t.as(owner).call('cancelOrder', { path: { id: order.id }, body })
      t.faults(answer, [{ in: 'body', pointer, code }])
    }
    t.expect(await readOrder(t, owner, order)).equals(order, 'the order is as it was')
  })

  check('ORD-6.4', 'the longest reason is kept', async (t) => {
    const customer = await t.customer()
    const { id } = await t.order(customer)
    const reason = '🦊'.repeat(500)
    t.status(await t.as(customer).call('cancelOrder', { path: { id }, body: { reason } }), 200)
    const { cancellation } = await readOrder(t, customer, { id })
    t.expect(cancellation?.reason).equals(reason, 'the reason is what was sent')
  })

  check('ORD-6.5', 'a shipped order has its carrier and tracking number', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer)
    const options = { path: { id: before.id }, body: parcel }
    const order = t.status(await t.as(t.admin).call('shipOrder', options), 200)
    t.expect(order).includes({ status: 'shipped', cancellation: null }, 'the order is shipped')
    t.expect({ ...order.shipment }).includes(parcel, 'it is that parcel')
    const late = (order.shipment?.at ?? '') >= before.createdAt
    t.expect(late).equals(true, 'it was shipped after it was placed')
    t.expect(await readOrder(t, customer, order)).equals(order, 'the customer reads the same')
  })

  check('ORD-6.6', 'carrier and tracking number have 1 to 100 characters', async (t) => {
    const { owner, order } = await standingOrder(t, 'confirmed')
    for (const [body, pointer, code] of faultyParcels) {
      const answer = await t.as(t.admin).call('shipOrder', { path: { id: order.id }, body })
      t.faults(answer, [{ in: 'body', pointer, code }])
    }
    t.expect(await readOrder(t, owner, order)).equals(order, 'the order is as it was')
  })

  check('ORD-6.7', 'the longest carrier and tracking number are kept', async (t) => {
    const { id } = await t.order(await t.customer())
    const body = { carrier: 'c'.repeat(100), trackingNumber: 'n'.repeat(100) }
    const order = t.status(await t.as(t.admin).call('shipOrder', { path: { id }, body }), 200)
    t.expect({ ...order.shipment }).includes(body, 'both are kept')
  })

  check('ORD-6.8', 'a delivered order keeps its shipment and is paid', async (t) => {
    const before = await t.order(await t.customer(), { status: 'shipped' })
    const path = { id: before.id }
    const after = t.status(await t.as(t.admin).call('deliverOrder', { path }), 200)
    const { version, updatedAt } = after
    const expected = { ...before, status: 'delivered' as const, version, updatedAt }
    t.expect(after).equals(expected, 'only the status has changed')
    t.expect(after.payment.status).equals('captured', 'it is paid')
    t.expect(version > before.version).equals(true, 'the version has grown')
  })

  check('ORD-6.9', 'a paid order that is cancelled is refunded and stays cancelled', async (t) => {
    const customer = await t.customer()
    const before = await t.order(customer)
    const { payment } = await cancelled(t, customer, before)
    t.expect(['refund_pending', 'refunded']).satisfies(
      (fine) => fine.includes(payment.status),
      `${payment.status} says that the money comes back`,
    )
    await refunded(t, customer, before.id)
    const { status, total } = await readOrder(t, customer, before)
    t.expect({ status, total }).equals({ status: 'cancelled', total: before.total }, 'it is still cancelled')
  })

  check('ORD-6.10', 'commands on what is no order find nothing', async (t) => {
    const customer = t.as(await t.customer())
    const admin = t.as(t.admin)
    for (const id of [unknownId, 'abc']) {
      const path = { id }
      const cancel = { path, body: { reason: 'No such order' } }
      t.problem(await customer.call('cancelOrder', cancel), 'not_found')
      t.problem(await admin.call('cancelOrder', cancel), 'not_found')
      t.problem(await admin.call('shipOrder', { path, body: parcel }), 'not_found')
      t.problem(await admin.call('deliverOrder', { path }), 'not_found')
    }
  })

  check('ORD-6.11', 'a command that is done cannot be done again', async (t) => {
    const { id } = await t.order(await t.customer())
    const admin = t.as(t.admin)
    const ship = () => admin.call('shipOrder', { path: { id }, body: parcel })
    const deliver = () => admin.call('deliverOrder', { path: { id } })
    t.status(await ship(), 200)
    const shipped = t.problem(await ship(), 'invalid_order_transition')
    t.expect(shipped).includes({ from: 'shipped', action: 'ship' }, 'the parcel is on its way')
    t.status(await deliver(), 200)
    const delivered = t.problem(await deliver(), 'invalid_order_transition')
    t.expect(delivered).includes({ from: 'delivered', action: 'deliver' }, 'the parcel has arrived')
  })
})
