import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import { defineChecks } from '../check.ts'
import type { Context, Lines } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import { hasStock, placeAndSettle } from './ordering.ts'

export const checks = defineChecks('ORD-3', { level: 'reliable' }, (check) => {
  check('ORD-3.20', 'of 8 parallel orders for the last piece exactly one is confirmed', async (t) => {
    const product = await t.product({ stock: 1 })
    const orders = await atOnce(t, 8, () => t.orderBody([[product, 1]]))
    t.expect(confirmed(orders).length).equals(1, 'one order is confirmed')
    onlyForWantOfStock(t, orders)
    await hasStock(t, product, { stock: 0, what: 'nothing is left' })
  })

  check('ORD-3.21', 'of 12 parallel orders for 5 pieces exactly 5 are confirmed', async (t) => {
    const product = await t.product({ stock: 5 })
    const orders = await atOnce(t, 12, () => t.orderBody([[product, 1]]))
    t.expect(confirmed(orders).length).equals(5, 'five orders are confirmed')
    onlyForWantOfStock(t, orders)
    await hasStock(t, product, { stock: 0, what: 'nothing is left' })
  })

  check('ORD-3.22', 'parallel orders of 1 to 4 pieces sell no more than there is', async (t) => {
    const product = await t.product({ stock: 15 })
    const orders = await atOnce(t, 12, (index) => t.orderBody([[product, 1 + (index % 4)]]))
    onlyForWantOfStock(t, orders)
    const sold = confirmed(orders).flatMap(({ items }) => items.map(({ quantity }) => quantity))
    const left = 15 - sold.reduce((sum, quantity) => sum + quantity, 0)
    t.expect(left).isBetween(0, 15, 'the pieces that are left after those that were sold')
    await hasStock(t, product, { stock: left, what: 'the catalogue says the same' })
  })

  check('ORD-3.23', 'declined cards among parallel orders cost no stock', async (t) => {
    const product = await t.product({ stock: 20 })
    const token = (index: number) => (index % 2 ? 'tok_declined' : 'tok_ok')
    const orders = await atOnce(t, 12, (index) => t.orderBody([[product, 1]], { token: token(index) }))
    t.expect(confirmed(orders).length).equals(6, 'those that were paid are confirmed')
    await hasStock(t, product, { stock: 14, what: 'only they took a piece' })
  })

  check('ORD-3.24', 'parallel orders of the same products in opposite order all settle', async (t) => {
    const stock = 40
    const [one, two, three] = [
      await t.product({ stock }),
      await t.product({ stock }),
      await t.product({ stock }),
    ]
    const lines: Lines = [
      [one, 1],
      [two, 2],
      [three, 1],
    ]
    const orders = await atOnce(t, 12, (index) => t.orderBody(index % 2 ? lines : lines.toReversed()))
    t.expect(confirmed(orders).length).equals(12, 'all orders are confirmed')
    await hasStock(t, one, { stock: 28, what: 'the first product has lost 12' })
    await hasStock(t, two, { stock: 16, what: 'the second product has lost 24' })
    await hasStock(t, three, { stock: 28, what: 'the third product has lost 12' })
  })

  check('ORD-3.25', 'parallel cancellations of one order give its stock back once', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 5 })
    const order = await t.order(customer, { items: [[product, 3]] })
    const options = { path: { id: order.id }, body: { reason: 'At once' } }
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        t.as(index % 2 ? t.admin : customer).call('cancelOrder', options),
      ),
    )
    t.expect(answers.filter(({ status }) => status === 200).length).equals(1, 'one cancellation wins')
    for (const answer of answers) if (answer.status !== 200) t.problem(answer, 'invalid_order_transition')
    await hasStock(t, product, { stock: 5, what: 'the stock is what it was' })
  })

  check('ORD-3.26', 'cancellations and orders at the same time leave the right stock', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 30 })
    const old = await Promise.all(
      Array.from({ length: 6 }, () => t.order(customer, { items: [[product, 2]] })),
    )
    const cancel = async ({ id }: Order) =>
      t.status(
        await t.as(customer).call('cancelOrder', { path: { id }, body: { reason: 'In between' } }),
        200,
      )
    const [orders] = await Promise.all([
      atOnce(t, 6, () => t.orderBody([[product, 3]])),
      Promise.all(old.map(cancel)),
    ])
    t.expect(confirmed(orders).length).equals(6, 'there was enough for all')
    await hasStock(t, product, { stock: 12, what: 'the new orders took 18 of 30' })
  })
})

/** Places orders at the same moment, by several customers, and waits until all are settled. */
async function atOnce(t: Context, count: number, bodyOf: (index: number) => PlaceOrder): Promise<Order[]> {
  const buyers: Actor[] = await t.customers(4)
  // Their logins are made before, so that the orders meet.
  await Promise.all(buyers.map((buyer) => buyer.accessToken()))
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      placeAndSettle(t, buyers[index % buyers.length] ?? t.admin, bodyOf(index)),
    ),
  )
}

function confirmed(orders: readonly Order[]): Order[] {
  return orders.filter(({ status }) => status === 'confirmed')
}

function onlyForWantOfStock(t: Context, orders: readonly Order[]): void {
  const others = orders.filter(({ status }) => status !== 'confirmed')
  for (const { rejection } of others) {
    t.expect(rejection?.code).equals('insufficient_stock', 'the others find no stock')
  }
}
