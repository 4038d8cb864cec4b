import type { Order } from '@backend-rosetta/contract/orders'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { hasStock, historyOf, readOrder } from './ordering.ts'

const parcel = { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' }

export const checks = defineChecks('ORD-6', { level: 'reliable' }, (check) => {
  check('ORD-6.20', 'of 6 parallel shipments of one order one wins', async (t) => {
    const order = await t.order(await t.customer())
    const ship = (index: number) => ({ ...parcel, trackingNumber: `number ${index}` })
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        t.as(t.admin).call('shipOrder', { path: { id: order.id }, body: ship(index) }),
      ),
    )
    const winner = theWinner(t, answers)
    const after = await readOrder(t, t.admin, order)
    t.expect(after.shipment).equals(t.status(winner, 200).shipment, 'the parcel is that of the winner')
    await happened(t, order, { 'order.shipped': 1 })
  })

  check('ORD-6.21', 'of 6 parallel deliveries of one order one wins', async (t) => {
    const order = await t.order(await t.customer(), { status: 'shipped' })
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => t.as(t.admin).call('deliverOrder', { path: { id: order.id } })),
    )
    theWinner(t, answers)
    await happened(t, order, { 'order.delivered': 1 })
  })

  check('ORD-6.22', 'an order that is cancelled and shipped at once is one of both', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 5 })
    const order = await t.order(customer, { items: [[product, 2]] })
    const path = { id: order.id }
    const answers = await Promise.all([
      t.as(customer).call('cancelOrder', { path, body: { reason: 'Too late?' } }),
      t.as(t.admin).call('shipOrder', { path, body: parcel }),
      t.as(t.admin).call('cancelOrder', { path, body: { reason: 'Lost' } }),
      t.as(t.admin).call('shipOrder', { path, body: parcel }),
    ])
    const { status } = t.status(theWinner(t, answers), 200)
    t.expect((await readOrder(t, customer, order)).status).equals(status, 'it is what the winner made it')
    const wasCancelled = status === 'cancelled'
    await happened(t, order, {
      'order.cancelled': wasCancelled ? 1 : 0,
      'order.shipped': wasCancelled ? 0 : 1,
    })
    await hasStock(t, product, { stock: wasCancelled ? 5 : 3, what: 'the stock agrees' })
  })
})

type Command = Answer<'cancelOrder' | 'shipOrder' | 'deliverOrder'>

/** The only answer that is 200; the others have to be refused for the status of the order. */
function theWinner(t: Context, answers: readonly Command[]): Command {
  const [winner, ...more] = answers.filter(({ status }) => status === 200)
  for (const answer of answers) if (answer.status !== 200) t.problem(answer, 'invalid_order_transition')
  if (winner && more.length === 0) return winner
  return t.fail('exactly one command wins', { expected: '1', received: String(winner ? more.length + 1 : 0) })
}

/** Fails unless the history has so many events of these types. */
async function happened(t: Context, order: Order, expected: Readonly<Record<string, number>>): Promise<void> {
  const history = await historyOf(t, t.admin, order)
  const counts = Object.keys(expected).map((name) => [
    name,
    history.filter(({ type }) => type === name).length,
  ])
  t.expect(Object.fromEntries(counts)).equals(expected, 'the history has what happened, once')
}
