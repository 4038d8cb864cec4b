import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import {
  changedIn,
  confirmed,
  endsCancelled,
  happening,
  hasHappened,
  isNumbered,
  placed,
  rejected,
  system,
  user,
} from './happenings.ts'
import { historyOf, place, placeAndSettle, readOrder, unknownId } from './ordering.ts'
import { cancelled } from './paying.ts'

const core = defineChecks('ORD-7', { level: 'core' }, (check) => {
  check('ORD-7.1', 'a history begins with the order being placed by its owner', async (t) => {
    const customer = await t.customer()
    const order = await place(t, customer, t.orderBody([[await t.product(), 2]]))
    const [first] = await historyOf(t, customer, order)
    t.expect({ ...first }).includes({ seq: 1, ...placed(order) }, 'it was placed, for its total')
  })

  check('ORD-7.2', 'a confirmed order was paid and confirmed by the system', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    hasHappened(t, await historyOf(t, customer, order), [placed(order), ...confirmed(order)])
  })

  check('ORD-7.3', 'an order whose card was declined was declined and rejected', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { status: 'rejected' })
    hasHappened(t, await historyOf(t, customer, order), [
      placed(order),
      { type: 'payment.declined', actor: system, data: {} },
      rejected(order),
    ])
  })

  check('ORD-7.4', 'an order that found no stock was rejected and nothing was paid', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product({ stock: 1 }), 2]])
    const order = await placeAndSettle(t, customer, body)
    t.expect(order.rejection?.code).equals('insufficient_stock', 'there is too little')
    hasHappened(t, await historyOf(t, customer, order), [placed(order), rejected(order)])
  })

  check('ORD-7.5', 'a delivered order was shipped and delivered by an admin', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { status: 'delivered' })
    const { carrier, trackingNumber } = order.shipment ?? {}
    const history = await historyOf(t, customer, order)
    hasHappened(t, history.slice(0, -2), [placed(order), ...confirmed(order)])
    t.expect(history.slice(-2).map(happening)).equals(
      [
        { type: 'order.shipped', actor: user(t.admin), data: { carrier, trackingNumber } },
        { type: 'order.delivered', actor: user(t.admin), data: {} },
      ],
      'at last it was shipped and delivered',
    )
  })

  check('ORD-7.6', 'a customer’s cancellation and the refund are in the history', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    await cancelled(t, customer, order)
    const data = { reason: 'Not needed any more', by: 'customer' } as const
    await endsCancelled(t, order, { type: 'order.cancelled', actor: user(customer), data })
  })

  check('ORD-7.7', 'an admin’s cancellation is theirs in the history', async (t) => {
    const order = await t.order(await t.customer())
    await cancelled(t, t.admin, order)
    const data = { reason: 'Not needed any more', by: 'admin' } as const
    await endsCancelled(t, order, { type: 'order.cancelled', actor: user(t.admin), data })
  })

  check('ORD-7.8', 'a change says who changed which details', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    const both = { notes: 'Ring once', shippingAddress: { line1: '1 Dorset Street' } }
    await update(t, customer, [order, { notes: 'Ring twice' }])
    await update(t, t.admin, [order, { shippingAddress: { line2: 'Marylebone' } }])
    await update(t, customer, [order, both])
    const changes = (await historyOf(t, customer, order)).slice(-3)
    t.expect(changes.map(({ type, actor }) => ({ type, actor }))).equals(
      [customer, t.admin, customer].map((actor) => ({ type: 'order.updated', actor: user(actor) })),
      'three changes, each by who made it',
    )
    t.expect(changes.map(changedIn)).equals(
      [['notes'], ['shippingAddress'], ['notes', 'shippingAddress']],
      'each with the details that it changed',
    )
  })

  check('ORD-7.9', 'a PATCH that changes nothing is no event', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { notes: 'Ring twice' })
    const before = await historyOf(t, customer, order)
    const { shippingAddress } = order
    for (const body of [{}, { notes: 'Ring twice' }, { shippingAddress }, { shippingAddress: {} }]) {
      await update(t, customer, [order, body])
    }
    t.expect(await historyOf(t, customer, order)).equals(before, 'the history is as it was')
  })

  check('ORD-7.10', 'what is refused is no event', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { status: 'shipped' })
    const before = await historyOf(t, customer, order)
    const path = { id: order.id }
    const late = { path, body: { reason: 'Too late' } }
    t.problem(await t.as(customer).call('cancelOrder', late), 'invalid_order_transition')
    const change = { path, ifMatch: `"${order.version}"`, body: { notes: 'Too late' } }
    t.problem(await t.as(customer).call('updateOrder', change), 'invalid_order_transition')
    t.problem(await t.as(customer).call('deliverOrder', { path }), 'forbidden')
    t.expect(await historyOf(t, customer, order)).equals(before, 'the history is as it was')
  })

  check('ORD-7.11', 'owner and admin read the same history', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    t.expect(await historyOf(t, t.admin, order)).equals(await historyOf(t, customer, order), 'it is one')
  })

  check('ORD-7.12', 'what is no order has no history', async (t) => {
    for (const id of [unknownId, 'abc']) {
      for (const reader of [await t.customer(), t.admin]) {
        t.problem(await t.as(reader).call('listOrderEvents', { path: { id } }), 'not_found')
      }
    }
  })
})

const secure = defineChecks('ORD-7', { level: 'secure' }, (check) => {
  check('ORD-7.20', 'to anyone else there is no history', async (t) => {
    const [owner, stranger] = [await t.customer(), await t.customer()]
    const { id } = await place(t, owner, t.orderBody([[await t.product(), 1]]))
    t.problem(await t.as(stranger).call('listOrderEvents', { path: { id } }), 'not_found')
    t.problem(await t.anonymous.call('listOrderEvents', { path: { id } }), 'unauthenticated')
  })
})

const reliable = defineChecks('ORD-7', { level: 'reliable' }, (check) => {
  check('ORD-7.30', 'parallel changes have numbers of their own, without gaps', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    const actors = Array.from({ length: 10 }, (_, index) => (index % 2 ? t.admin : customer))
    await Promise.all(actors.map((actor, index) => update(t, actor, [order, { notes: `Note ${index}` }])))
    const history = await historyOf(t, customer, order)
    isNumbered(t, history)
    const changes = history.filter(({ type }) => type === 'order.updated')
    t.expect(changes.length).equals(10, 'the history has every change')
    const grown = (await readOrder(t, customer, order)).version - order.version
    t.expect(grown).satisfies((versions) => versions >= 10, 'and every change has a version')
  })
})

const outage = defineChecks('ORD-7', { level: 'reliable', phase: 'outage', needs: ['gateway'] }, (check) => {
  check('ORD-7.40', 'an order that is cancelled before it was paid has no payment', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { status: 'pending' })
    await cancelled(t, customer, order)
    const data = { reason: 'Not needed any more', by: 'customer' } as const
    hasHappened(t, await historyOf(t, customer, order), [
      placed(order),
      { type: 'order.cancelled', actor: user(customer), data },
    ])
  })
})

export const checks = [...core, ...secure, ...reliable, ...outage]

/** Changes the order, whatever its version is by now. */
async function update(t: Context, actor: Actor, [{ id }, body]: readonly [Order, object]): Promise<void> {
  t.status(await t.as(actor).call('updateOrder', { path: { id }, ifMatch: '*', body }), 200)
}
