import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import type { Order } from '@backend-rosetta/contract/orders'
import type { Promises } from '../load/shoppers.ts'
import type { Breach } from './breach.ts'
import type { State } from './state.ts'

/** What was promised is there, and only once. */
export function keptPromises(
  { placed, abandoned, cancelled }: Promises,
  { orders, histories }: Pick<State, 'orders' | 'histories'>,
): Breach[] {
  const byId = new Map(orders.map((order) => [order.id, order]))
  const byKey = Map.groupBy(orders, ({ notes }) => notes ?? '')
  const lost = [...placed].flatMap(([key, { id, total }]): Breach[] => {
    const order = byId.get(id)
    if (!order)
      return [{ clause: 'OPS-5', what: `order ${id} was answered 201 and is gone`, about: [key, id] }]
    if (order.total.amount === total.amount) return []
    return [{ clause: 'ORD-2', what: `the total of ${id} has changed`, about: [key, id] }]
  })
  const doubled = [...placed.keys(), ...abandoned].flatMap((key): Breach[] => {
    const same = byKey.get(key) ?? []
    if (same.length <= 1) return []
    const ids = same.map(({ id }) => id)
    return [
      {
        clause: 'IDEM-1',
        what: `one key has ${same.length} orders: ${ids.join(', ')}`,
        about: [key, ...ids],
      },
    ]
  })
  const undone = [...cancelled].flatMap((id): Breach[] => {
    const status = byId.get(id)?.status
    if (status === 'cancelled') return []
    return [{ clause: 'ORD-6', what: `${id} was cancelled with 200 and is ${status}`, about: [id] }]
  })
  // What is not settled goes on between reading the order and reading its history.
  const torn = orders.filter(isSettled).flatMap((order) => {
    const history = histories.get(order.id)
    return history ? wholeHistory(order, history) : []
  })
  return [...lost, ...doubled, ...undone, ...torn]
}

/** Nothing is left to be done for it in the background. */
export function isSettled({ status, payment }: Order): boolean {
  return status !== 'pending' && payment.status !== 'refund_pending'
}

const telling: Partial<Record<OrderEvent['type'], Order['status']>> = {
  'order.placed': 'pending',
  'order.confirmed': 'confirmed',
  'order.rejected': 'rejected',
  'order.cancelled': 'cancelled',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
}

/** The history has no gap, and ends where the order is. */
function wholeHistory({ id, status }: Order, history: readonly OrderEvent[]): Breach[] {
  const types = history.map(({ type }) => type)
  const problem = (what: string): Breach => ({
    clause: 'ORD-7',
    what: `${what}: ${types.join(', ')}`,
    about: [id],
  })
  const last = types.findLast((type) => telling[type] !== undefined)
  const repeated = types.filter((type, index) => type !== 'order.updated' && types.indexOf(type) !== index)
  return [
    ...(history.every(({ seq }, index) => seq === index + 1)
      ? []
      : [problem(`the history of ${id} has a gap`)]),
    ...(repeated.length === 0 ? [] : [problem(`the history of ${id} tells something twice`)]),
    ...(last && telling[last] === status
      ? []
      : [problem(`${id} is ${status}, and its history says otherwise`)]),
  ]
}
