import { type OrderStatus, orderStatuses } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { around, later, place } from './ordering.ts'
import { standingOrder } from './standing-orders.ts'

const core = defineChecks('ORD-4', { level: 'core' }, (check) => {
  check('ORD-4.10', '`from` is inclusive, to the millisecond', async (t) => {
    const { has, at } = await placed(t)
    t.expect(await has({ from: at })).equals(true, 'it is there from the moment it was placed')
    t.expect(await has({ from: later(at, 1) })).equals(false, 'it is not there a millisecond later')
  })

  check('ORD-4.11', '`to` is exclusive, to the millisecond', async (t) => {
    const { has, at } = await placed(t)
    t.expect(await has({ from: later(at, -1), to: at })).equals(false, 'it is not there up to that moment')
    t.expect(await has({ from: later(at, -1), to: later(at, 1) })).equals(true, 'a millisecond later it is')
  })

  check('ORD-4.12', 'an instant can have any offset and no fraction', async (t) => {
    const { has, at } = await placed(t)
    const from = `${later(at, 5.5 * 3_600_000).slice(0, -1)}+05:30`
    const to = `${later(at, -3 * 3_600_000 + 1).slice(0, -1)}-03:00`
    t.expect(await has({ from, to })).equals(true, 'the same millisecond in other time zones')
    const second = `${at.slice(0, 19)}Z`
    t.expect(await has({ from: second })).equals(true, 'the second has begun before')
    t.expect(await has({ from: later(at, -1000), to: second })).equals(false, 'and ends after')
  })

  check('ORD-4.13', 'where `from` is not before `to` there is nothing', async (t) => {
    const { has, at } = await placed(t)
    t.expect(await has({ from: at, to: at })).equals(false, 'not between a moment and itself')
    t.expect(await has({ from: later(at, 1), to: later(at, -1) })).equals(false, 'nor the wrong way round')
  })

  check('ORD-4.14', 'what is no instant is refused', async (t) => {
    const customer = t.as(await t.customer())
    for (const value of ['yesterday', '2026-11-20', '2026-11-20T12:00:00', '2026-02-30T00:00:00Z', '0', '']) {
      const answer = await customer.call('listOrders', { query: { from: value, to: value } })
      t.faults(answer, [
        { in: 'query', pointer: '/from', code: 'invalid_format' },
        { in: 'query', pointer: '/to', code: 'invalid_format' },
      ])
    }
  })

  check('ORD-4.15', 'what is no status is refused', async (t) => {
    const customer = t.as(await t.customer())
    for (const status of ['Confirmed', 'paid', '', 'confirmed,shipped']) {
      const answer = await customer.call('listOrders', { query: { status } })
      t.faults(answer, [{ in: 'query', pointer: '/status', code: 'invalid_value' }])
    }
  })

  check('ORD-4.16', 'filters narrow each other', async (t) => {
    const { order } = await standingOrder(t, 'shipped')
    const has = finder(t, order)
    const all = { ...around(order), userId: order.userId, status: 'shipped' }
    t.expect(await has(all)).equals(true, 'all filters fit')
    const others = [{ status: 'delivered' }, { userId: t.admin.id }, { to: order.createdAt }]
    for (const other of others) {
      t.expect(await has({ ...all, ...other })).equals(false, `${JSON.stringify(other)} does not fit`)
    }
  })

  for (const [index, status] of orderStatuses.entries()) {
    if (status !== 'pending') check(`ORD-4.${20 + index}`, titleOf(status), (t) => isFound(t, status))
  }
})

const outage = defineChecks('ORD-4', { level: 'reliable', phase: 'outage', needs: ['gateway'] }, (check) => {
  const index = orderStatuses.indexOf('pending')
  check(`ORD-4.${20 + index}`, titleOf('pending'), (t) => isFound(t, 'pending'))
})

export const checks = [...core, ...outage]

function titleOf(status: OrderStatus): string {
  return `a ${status} order is listed by its status and by no other`
}

async function isFound(t: Context, status: OrderStatus): Promise<void> {
  const { owner, order } = await standingOrder(t, status)
  for (const other of orderStatuses) {
    const query = { ...around(order), status: other }
    const { items } = t.status(await t.as(owner).call('listOrders', { query }), 200)
    t.expect(items.filter((item) => item.status !== other)).equals([], `the list has only ${other} orders`)
    const found = items.some(({ id }) => id === order.id)
    t.expect(found).equals(other === status, `whether the order is among the ${other} ones`)
  }
}

/** A new order, when it was placed, and whether a list has it. */
async function placed(t: Context) {
  const order = await place(t, await t.customer(), t.orderBody([[await t.product(), 1]]))
  return { at: order.createdAt, has: finder(t, order) }
}

function finder(t: Context, { id, userId }: Order) {
  return async (query: Record<string, string | number>): Promise<boolean> => {
    const limited = { userId, limit: 100, ...query }
    const { items } = t.status(await t.as(t.admin).call('listOrders', { query: limited }), 200)
    return items.some((item) => item.id === id)
  }
}
