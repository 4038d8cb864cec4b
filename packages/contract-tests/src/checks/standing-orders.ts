import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import { oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { Blocked } from '../failures.ts'
import type { Actor } from '../fixtures/actors.ts'
import { readOrder } from './ordering.ts'

/** An order that stays as it is while the suite runs, and whose it is and is not. */
export interface StandingOrder {
  order: Order
  owner: Actor
  stranger: Actor
}

const made = {
  pending: oncePerRun((t) => make(t, 'pending')),
  confirmed: oncePerRun((t) => make(t, 'confirmed')),
  rejected: oncePerRun((t) => make(t, 'rejected')),
  cancelled: oncePerRun((t) => make(t, 'cancelled')),
  shipped: oncePerRun((t) => make(t, 'shipped')),
  delivered: oncePerRun((t) => make(t, 'delivered')),
} satisfies Record<OrderStatus, unknown>

/** The order in this status that the checks share; `pending` needs the phase `outage`. None may change it. */
export async function standingOrder(t: Context, status: OrderStatus): Promise<StandingOrder> {
  const { owner, stranger, order } = await made[status](t)
  const now = await readOrder(t, t.admin, order)
  if (now.status === status) return { owner, stranger, order: now }
  throw new Blocked(`the ${status} order that the checks share is ${now.status}: one of them changed it`)
}

async function make(t: Context, status: OrderStatus): Promise<StandingOrder> {
  const [owner, stranger] = [await t.customer(), await t.customer()]
  const { id } = await t.order(owner, { status })
  // A refund is a change of its own, which comes some time after the cancellation.
  const order = await t.poll(
    async () => {
      const now = await readOrder(t, owner, { id })
      t.expect(now.payment.status).satisfies((payment) => payment !== 'refund_pending', 'it is refunded')
      return now
    },
    { within: 10_000 },
  )
  return { owner, stranger, order }
}
