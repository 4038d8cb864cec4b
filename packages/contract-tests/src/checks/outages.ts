import { setTimeout as delay } from 'node:timers/promises'
import { defineChecks } from '../check.ts'
import { cancelled, confirmed, placed, refunded } from './paying.ts'

const needs = ['gateway'] as const

const outages = defineChecks(
  'PAY-2',
  { level: 'reliable', needs, phase: 'outage', timeout: 40_000 },
  (check) => {
    check(
      'PAY-2.1',
      'an order placed while the gateway is down stays pending and settles after it is back',
      async (t) => {
        const customer = await t.customer()
        const outage = await t.gateway.outage()
        const order = await placed(t, customer, outage.token('tok_ok'))
        t.expect(order).includes({ status: 'pending', payment: { status: 'pending' } }, 'the order waits')
        // Longer than what a server may do about it in the wake of the request.
        await delay(2000, undefined, { signal: t.signal })
        await outage.end()
        const settled = await t.settled(customer, order.id, { within: 10_000 })
        t.expect(settled).includes(
          { status: 'confirmed', payment: { status: 'captured' } },
          'the order is confirmed',
        )
        t.expect((await t.gateway.ledger(order.id)).length).equals(1, 'it is charged once')
      },
    )

    check('PAY-2.2', 'a card that is declined after the outage rejects the order', async (t) => {
      const customer = await t.customer()
      const outage = await t.gateway.outage()
      const product = await t.product({ stock: 5 })
      const order = await placed(t, customer, outage.token('tok_declined'), product)
      t.expect(order.status).equals('pending', 'the order waits')
      await outage.end()
      const settled = await t.settled(customer, order.id, { within: 10_000 })
      t.expect(settled).includes(
        { status: 'rejected', payment: { status: 'declined' } },
        'the order is rejected',
      )
      const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
      t.expect(stock).equals(5, 'the stock is given back')
    })

    check('PAY-2.3', 'a gateway that hangs keeps nobody waiting for more than 3 s', async (t) => {
      const customer = await t.customer()
      const slowness = await t.gateway.slow()
      const order = await placed(t, customer, slowness.token('tok_ok'))
      await slowness.end()
      const settled = await t.settled(customer, order.id, { within: 15_000 })
      t.expect(settled.status).equals('confirmed', 'the order is confirmed in the end')
      t.expect((await t.gateway.ledger(order.id)).length).equals(1, 'it is charged once')
    })

    check('PAY-2.4', 'an order that is cancelled during the outage costs nothing in the end', async (t) => {
      const customer = await t.customer()
      const outage = await t.gateway.outage()
      const product = await t.product({ stock: 5 })
      const order = await placed(t, customer, outage.token('tok_ok'), product)
      await cancelled(t, customer, order)
      await outage.end()
      await t.poll(
        async () => {
          const { payment } = t.status(await t.as(customer).call('getOrder', { path: { id: order.id } }), 200)
          const over = payment.status === 'none' || payment.status === 'refunded'
          t.expect(over).equals(true, 'the payment ends at none or refunded')
        },
        { within: 15_000 },
      )
      const kept = (await t.gateway.ledger(order.id)).filter(({ status }) => status === 'captured')
      t.expect(kept).equals([], 'no charge is kept')
      const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
      t.expect(stock).equals(5, 'the stock is given back')
    })

    check('PAY-2.5', 'everything but paying works while the gateway is down', async (t) => {
      const customer = await t.customer()
      const outage = await t.gateway.outage()
      const order = await placed(t, customer, outage.token('tok_ok'))
      t.status(await t.as(customer).call('getOrder', { path: { id: order.id } }), 200)
      t.status(await t.anonymous.call('getReadiness'), 200)
      t.status(await t.anonymous.call('listProducts', { query: { limit: 1 } }), 200)
    })

    check(
      'PAY-2.6',
      'an order that waits for the gateway pays the price at which it was placed',
      async (t) => {
        const customer = await t.customer()
        const product = await t.product({ price: { amount: 1200, currency: 'EUR' } })
        const outage = await t.gateway.outage()
        const order = await placed(t, customer, outage.token('tok_ok'), product)
        const price = { amount: 5000, currency: 'EUR' } as const
        const change = { path: { id: product.id }, ifMatch: '*', body: { price } }
        t.status(await t.as(t.admin).call('updateProduct', change), 200)
        await outage.end()
        const settled = await t.settled(customer, order.id, { within: 10_000 })
        t.expect(settled).includes(
          { status: 'confirmed', total: { amount: 1200, currency: 'EUR' } },
          'the order is confirmed',
        )
        const amounts = (await t.gateway.ledger(order.id)).map(({ amount }) => amount)
        t.expect(amounts).equals([1200], 'the amounts that were charged')
      },
    )
  },
)

const lateRefunds = defineChecks(
  'PAY-3',
  { level: 'reliable', needs, phase: 'outage', timeout: 40_000 },
  (check) => {
    check(
      'PAY-3.3',
      'while the gateway is down the refund is pending, and made once it is back',
      async (t) => {
        const customer = await t.customer()
        const outage = await t.gateway.outage()
        await outage.end()
        const order = await confirmed(t, customer, outage.token('tok_ok'))
        await outage.resume()
        const { payment } = await cancelled(t, customer, order)
        t.expect(payment.status).equals('refund_pending', 'the refund waits')
        await outage.end()
        await refunded(t, customer, order.id)
        t.expect((await t.gateway.ledger(order.id)).map(({ status }) => status)).equals(
          ['refunded'],
          'one refund',
        )
      },
    )

    check(
      'PAY-3.4',
      'an order that is cancelled before anyone knows whether it was charged is refunded',
      async (t) => {
        const customer = await t.customer()
        // The gateway charges at once, and says so too late for everyone who waits.
        const slowness = await t.gateway.slow()
        const order = await placed(t, customer, slowness.token('tok_ok'))
        await t.poll(
          async () => {
            t.expect((await t.gateway.ledger(order.id)).length).equals(1, 'the order is charged')
          },
          { within: 10_000 },
        )
        await cancelled(t, customer, order)
        await slowness.end()
        await refunded(t, customer, order.id)
        t.expect((await t.gateway.ledger(order.id)).map(({ status }) => status)).equals(
          ['refunded'],
          'the charge that nobody had heard of',
        )
      },
    )
  },
)

export const checks = [...outages, ...lateRefunds]
