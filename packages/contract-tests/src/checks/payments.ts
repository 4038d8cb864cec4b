import { defineChecks } from '../check.ts'
import { cancelled, confirmed, refunded } from './paying.ts'

const needs = ['gateway'] as const

/** Tokens that end well, however the gateway behaves on the way. */
const chargeable = ['tok_ok', 'tok_slow', 'tok_flaky', 'tok_lost_reply', 'tok_timeout_once'] as const

const once = defineChecks('PAY-1', { level: 'reliable', needs }, (check) => {
  for (const [index, token] of chargeable.entries()) {
    check(`PAY-1.${index + 1}`, `${token}: the order is charged once, for its total`, async (t) => {
      const customer = await t.customer()
      const order = await confirmed(t, customer, token)
      const [charge, ...more] = await t.gateway.ledger(order.id)
      t.expect(more.length).equals(0, 'the ledger has one charge of the order')
      const { amount, currency } = order.total
      t.expect({ ...charge }).includes(
        { reference: order.id, amount, currency, status: 'captured' },
        'it is its total',
      )
    })
  }

  check('PAY-1.11', 'a declined card is not charged', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer, { status: 'rejected' })
    t.expect(order).includes({ payment: { status: 'declined' } }, 'the payment is declined')
    t.expect(await t.gateway.ledger(order.id)).equals([], 'the ledger has no charge of the order')
  })

  check('PAY-1.12', 'an order that finds no stock is not charged', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 0 })
    const { id } = t.status(
      await t.as(customer).call('placeOrder', { body: t.orderBody([[product, 1]]) }),
      201,
    )
    const order = await t.settled(customer, id)
    t.expect(order).includes({ status: 'rejected', payment: { status: 'none' } }, 'it is rejected')
    t.expect(await t.gateway.ledger(id)).equals([], 'the ledger has no charge of the order')
  })

  check('PAY-1.13', '12 orders at once are each charged once', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 12 })
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => confirmed(t, customer, 'tok_ok', product)),
    )
    const ledgers = await Promise.all(orders.map(({ id }) => t.gateway.ledger(id)))
    t.expect(ledgers.map((charges) => charges.length)).equals(
      orders.map(() => 1),
      'one charge for each order',
    )
  })

  check('PAY-1.14', 'what is paid is the price at the moment of the order', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ price: { amount: 999, currency: 'USD' } })
    const order = await confirmed(t, customer, 'tok_slow', product)
    const [charge] = await t.gateway.ledger(order.id)
    t.expect({ ...charge }).includes({ amount: 999, currency: 'USD' }, 'amount and currency of the product')
  })
})

const refunds = defineChecks('PAY-3', { level: 'reliable', needs }, (check) => {
  check('PAY-3.1', 'a cancelled order that was charged is refunded once', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    await cancelled(t, customer, order)
    await refunded(t, customer, order.id)
    t.expect((await t.gateway.ledger(order.id)).map(({ status }) => status)).equals(
      ['refunded'],
      'one refund',
    )
    const { items } = t.status(await t.as(customer).call('listOrderEvents', { path: { id: order.id } }), 200)
    const types = items.map(({ type }) => type).filter((type) => type === 'payment.refunded')
    t.expect(types.length).equals(1, 'the history has the refund once')
  })

  check('PAY-3.2', 'of 6 parallel cancellations one wins, and one refund is made', async (t) => {
    const customer = await t.customer()
    const order = await t.order(customer)
    const options = { path: { id: order.id }, body: { reason: 'Twice' } }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => t.as(customer).call('cancelOrder', options)),
    )
    t.expect(answers.filter(({ status }) => status === 200).length).equals(1, 'one cancellation wins')
    for (const answer of answers) if (answer.status !== 200) t.problem(answer, 'invalid_order_transition')
    await refunded(t, customer, order.id)
    t.expect((await t.gateway.ledger(order.id)).length).equals(1, 'the ledger has one charge, refunded')
  })
})

export const checks = [...once, ...refunds]
