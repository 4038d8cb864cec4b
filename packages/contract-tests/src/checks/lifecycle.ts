import {
  type OrderAction,
  type OrderActor,
  type OrderStatus,
  orderActions,
  orderActors,
  orderStatuses,
  outcomeOf,
  transitions,
} from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { ProblemCode } from '@backend-rosetta/contract/problem-codes'
import { type Check, type CheckOptions, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { Blocked } from '../failures.ts'
import { readOrder } from './ordering.ts'
import { type StandingOrder, standingOrder } from './standing-orders.ts'

/** Who does what with an order in which status. */
interface Attempt {
  actor: OrderActor
  action: OrderAction
  from: OrderStatus
}

/** The ids of an action begin here: a status has ten of them, an actor one. */
const blocks = {
  update: { clause: 'ORD-5', first: 100 },
  cancel: { clause: 'ORD-6', first: 100 },
  ship: { clause: 'ORD-6', first: 200 },
  deliver: { clause: 'ORD-6', first: 300 },
} as const satisfies Record<OrderAction, unknown>

const names = {
  anonymous: 'nobody without an account',
  stranger: 'another customer',
  owner: 'the owner',
  admin: 'an admin',
} as const satisfies Record<OrderActor, string>

/** The lifecycle of the contract, one check for each action in each status by each actor. */
export const checks: Check[] = orderActions.flatMap((action) =>
  orderStatuses.flatMap((from, row) =>
    orderActors.flatMap((actor, column) => checkOf({ actor, action, from }, row * 10 + column)),
  ),
)

function checkOf(attempt: Attempt, place: number): Check[] {
  const { actor, action, from } = attempt
  const { clause, first } = blocks[action]
  const { code } = outcomeOf(action, from, actor)
  return defineChecks(clause, optionsOf(attempt), (check) => {
    if (code === null)
      check(`${clause}.${first + place}`, `${names[actor]} ${action}s a ${from} order`, (t) =>
        succeeds(t, attempt),
      )
    else
      check(`${clause}.${first + place}`, `${names[actor]} cannot ${action} a ${from} order: ${code}`, (t) =>
        isRefused(t, attempt, code),
      )
  })
}

/** An order stays pending only while the gateway is down. */
function optionsOf({ actor, action, from }: Attempt): CheckOptions {
  if (from === 'pending') return { level: 'reliable', phase: 'outage', needs: ['gateway'] }
  const { status } = outcomeOf(action, from, actor)
  return { level: status === 200 || status === 409 ? 'core' : 'secure' }
}

async function succeeds(t: Context, attempt: Attempt): Promise<void> {
  const { action, from } = attempt
  const [owner, stranger] = [await t.customer(), await t.customer()]
  const order = await t.order(owner, { status: from })
  if (order.status !== from) throw new Blocked(`an order that is ${from}: it is ${order.status} instead`)
  const after = t.status(await send(t, attempt, { order, owner, stranger }), 200)
  const to = transitions[action].to ?? from
  t.expect(after).includes({ id: order.id, status: to }, `the order is ${to} now`)
  t.expect(after.version).satisfies((version) => version > order.version, 'its version has grown')
  t.expect((await readOrder(t, owner, order)).status).equals(to, `and stays ${to}`)
}

async function isRefused(t: Context, attempt: Attempt, code: ProblemCode): Promise<void> {
  const standing = await standingOrder(t, attempt.from)
  const problem = t.problem(await send(t, attempt, standing), code)
  const { from, action } = code === 'invalid_order_transition' ? attempt : {}
  t.expect({ from: problem.from, action: problem.action }).equals(
    { from, action },
    'the problem names status and action to those who may know them',
  )
  t.expect(await readOrder(t, t.admin, standing.order)).equals(standing.order, 'the order is as it was')
}

const requests = {
  update: { operation: 'updateOrder', body: { notes: 'Leave it with the neighbours' } },
  cancel: { operation: 'cancelOrder', body: { reason: 'Changed my mind' } },
  ship: { operation: 'shipOrder', body: { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' } },
  deliver: { operation: 'deliverOrder', body: undefined },
} as const satisfies Record<OrderAction, unknown>

function send(t: Context, { action, actor }: Attempt, { order, owner, stranger }: StandingOrder) {
  const clients = {
    anonymous: () => t.anonymous,
    stranger: () => t.as(stranger),
    owner: () => t.as(owner),
    admin: () => t.as(t.admin),
  }
  const { operation, body } = requests[action]
  return clients[actor]().call(operation, { path: { id: order.id }, body, ...guard(action, order) })
}

/** Only a PATCH has to say which version it means. */
function guard(action: OrderAction, { version }: Order): { ifMatch?: string } {
  return action === 'update' ? { ifMatch: `"${version}"` } : {}
}
