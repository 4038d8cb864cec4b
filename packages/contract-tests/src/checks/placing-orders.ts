import { defineChecks } from '../check.ts'
import { place, placeAndSettle, readOrder } from './ordering.ts'

/** While the gateway answers. */
const promised = { within: 5000 }

const core = defineChecks('ORD-1', { level: 'core' }, (check) => {
  check('ORD-1.1', 'an order is answered with 201, where it is, and pending or confirmed', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]])
    const answer = await t.as(customer).call('placeOrder', { body })
    const { id, status } = t.status(answer, 201)
    t.header(answer, 'Location', `/api/v1/orders/${id}`)
    t.expect(['pending', 'confirmed']).satisfies((fine) => fine.includes(status), `${status} is a new order`)
    t.expect((await readOrder(t, customer, { id })).id).equals(id, 'the order can be read')
  })

  check('ORD-1.2', 'the order holds what was ordered, by whom and for how much', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ price: { amount: 1999, currency: 'USD' } })
    const order = await place(t, customer, t.orderBody([[product, 3]]))
    const { id: productId, sku, name, price: unitPrice } = product
    const lineTotal = { amount: 5997, currency: 'USD' } as const
    t.expect(order).includes(
      {
        userId: customer.id,
        items: [{ productId, sku, name, quantity: 3, unitPrice, lineTotal }],
        total: lineTotal,
        shippingAddress: { ...t.orderBody([]).shippingAddress, line2: null },
        notes: null,
        rejection: null,
        cancellation: null,
        shipment: null,
      },
      'the order is what was asked for',
    )
  })

  check('ORD-1.3', 'the total is the sum of the lines', async (t) => {
    const products = await Promise.all([1, 20, 300].map((amount) => t.product({ price: euros(amount) })))
    const lines = products.map((product, index) => [product, index + 1] as const)
    const { items, total } = await place(t, await t.customer(), t.orderBody(lines))
    const amounts = items.map(({ lineTotal }) => lineTotal.amount).toSorted((a, b) => a - b)
    t.expect(amounts).equals([1, 40, 900], 'a line is its quantity times its price')
    t.expect(total).equals(euros(941), 'the total is their sum')
  })

  check('ORD-1.4', 'notes and the second line of the address are kept', async (t) => {
    const customer = await t.customer()
    const body = t.orderBody([[await t.product(), 1]], { notes: 'Ring twice.\nThen wait.' })
    const shippingAddress = { ...body.shippingAddress, line2: 'Flat 3' }
    const answer = await t.as(customer).call('placeOrder', { body: { ...body, shippingAddress } })
    const order = await readOrder(t, customer, t.status(answer, 201))
    t.expect(order).includes({ notes: 'Ring twice.\nThen wait.', shippingAddress }, 'the details are kept')
  })

  check('ORD-1.5', 'null stands for no notes and no second line', async (t) => {
    const body = t.orderBody([[await t.product(), 1]])
    const shippingAddress = { ...body.shippingAddress, line2: null }
    const withNulls = { ...body, shippingAddress, notes: null }
    const answer = await t.as(await t.customer()).call('placeOrder', { body: withNulls })
    t.expect(t.status(answer, 201)).includes({ notes: null, shippingAddress }, 'there are none')
  })

  check('ORD-1.6', 'an order that is paid is confirmed within 5 s', async (t) => {
    const customer = await t.customer()
    const { id } = await place(t, customer, t.orderBody([[await t.product(), 1]]))
    const order = await t.settled(customer, id, promised)
    t.expect(order).includes({ status: 'confirmed', payment: { status: 'captured' } }, 'it is confirmed')
    t.expect(order).includes({ rejection: null, cancellation: null, shipment: null }, 'and nothing else')
  })

  check('ORD-1.7', 'an order whose card is declined is rejected within 5 s', async (t) => {
    const customer = await t.customer()
    const { id } = await place(t, customer, t.orderBody([[await t.product(), 1]], { token: 'tok_declined' }))
    const order = await t.settled(customer, id, promised)
    t.expect(order).includes({ status: 'rejected', payment: { status: 'declined' } }, 'it is rejected')
    t.expect(order.rejection?.code).equals('payment_declined', 'it says why')
  })

  check('ORD-1.8', 'a settled order stays what it is', async (t) => {
    const customer = await t.customer()
    const order = await placeAndSettle(t, customer, t.orderBody([[await t.product(), 2]]))
    const again = await readOrder(t, customer, order)
    t.expect(again).equals(order, 'both answers are the same')
  })

  check('ORD-1.9', 'a free product can be ordered', async (t) => {
    const product = await t.product({ price: euros(0) })
    const order = await placeAndSettle(t, await t.customer(), t.orderBody([[product, 2]]))
    t.expect(order).includes({ status: 'confirmed', total: euros(0) }, 'the order is confirmed for nothing')
  })

  check('ORD-1.10', 'an admin orders like anyone', async (t) => {
    const order = await placeAndSettle(t, t.admin, t.orderBody([[await t.product(), 1]]))
    t.expect(order).includes({ status: 'confirmed', userId: t.admin.id }, 'the order is the admin’s own')
  })
})

const secure = defineChecks('ORD-1', { level: 'secure' }, (check) => {
  check('ORD-1.11', 'nobody orders without an account', async (t) => {
    const product = await t.product({ stock: 3 })
    const body = t.orderBody([[product, 1]])
    t.problem(await t.anonymous.call('placeOrder', { body }), 'unauthenticated')
    const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(stock).equals(3, 'nothing was taken')
  })
})

/** Tokens of a gateway that answers in the end, each with the milliseconds until the order is confirmed. */
const detours = { tok_slow: 5000, tok_flaky: 5000, tok_lost_reply: 5000, tok_timeout_once: 10_000 } as const

const reliable = defineChecks('ORD-1', { level: 'reliable' }, (check) => {
  for (const [index, [token, within]] of Object.entries(detours).entries()) {
    const title = `${token}: the answer comes within 3 s, and the order is confirmed within ${within / 1000} s`
    check(`ORD-1.${20 + index}`, title, async (t) => {
      const customer = await t.customer()
      const body = t.orderBody([[await t.product(), 1]], { token })
      const answer = await t.as(customer).call('placeOrder', { body })
      const { id } = t.status(answer, 201)
      t.inTime(answer, 3000, 'the answer comes within 3 s')
      const order = await t.settled(customer, id, { within: within - answer.milliseconds })
      t.expect(order).includes({ status: 'confirmed', payment: { status: 'captured' } }, 'it is confirmed')
    })
  }

  check('ORD-1.30', 'a token that the gateway does not know is a declined payment', async (t) => {
    const customer = await t.customer()
    const { id } = await place(
      t,
      customer,
      t.orderBody([[await t.product(), 1]], { token: 'tok_of_another_gateway' }),
    )
    const order = await t.settled(customer, id)
    t.expect(order).includes({ status: 'rejected', payment: { status: 'declined' } }, 'it is rejected')
    t.expect(order.rejection?.code).equals('payment_declined', 'it says why')
  })
})

function euros(amount: number) {
  return { amount, currency: 'EUR' as const }
}

export const checks = [...core, ...secure, ...reliable]
