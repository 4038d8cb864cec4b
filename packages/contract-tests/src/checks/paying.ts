import type { Order } from '@backend-rosetta/contract/orders'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'

/** Places an order of one piece; its answer has to come within 3 s (ORD-1). */
export async function placed(
  t: Context,
  customer: Actor,
  token: string,
  of?: { id: string },
): Promise<Order> {
  const body = t.orderBody([[of ?? (await t.product()), 1]], { token })
  const answer = await t.as(customer).call('placeOrder', { body })
  t.inTime(answer, 3000, 'the answer comes within 3 s')
  return t.status(answer, 201)
}

/** Places an order of one piece that is confirmed in the end. */
export async function confirmed(
  t: Context,
  customer: Actor,
  token: string,
  of?: { id: string },
): Promise<Order> {
  const { id } = await placed(t, customer, token, of)
  const order = await t.settled(customer, id, { within: 10_000 })
  t.expect(order).includes({ status: 'confirmed', payment: { status: 'captured' } }, 'the order is confirmed')
  return order
}

/** Cancels an order of the customer. */
export async function cancelled(t: Context, customer: Actor, { id }: Order): Promise<Order> {
  const options = { path: { id }, body: { reason: 'Not needed any more' } }
  return t.status(await t.as(customer).call('cancelOrder', options), 200)
}

/** Waits until an order is refunded. */
export function refunded(t: Context, customer: Actor, id: string): Promise<void> {
  return t.poll(
    async () => {
      const { payment } = t.status(await t.as(customer).call('getOrder', { path: { id } }), 200)
      t.expect(payment.status).equals('refunded', 'the payment is refunded')
    },
    { within: 10_000 },
  )
}
