import type { Order, ShipOrder, UpdateOrder } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import { optimistically } from '../event-store/optimistically.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import { decide, type UserCommand } from './decide.ts'
import { type Context, metadataOf } from './order-events.ts'
import { saveOrder } from './order-repository.ts'
import { loadOrder } from './order-stream.ts'
import type { OrderDeps } from './place-order.ts'

/** Who wants to change which version of which order, and by which request. */
export interface Target {
  id: string
  user: User
  guard: VersionGuard
  context: Context
}

// #region update-order
export function updateOrder(deps: OrderDeps, by: Target & { changes: UpdateOrder }): Promise<Order> {
  return changeOrder(deps, by, () => ({ type: 'update', changes: by.changes }))
}
// #endregion

// #region ship-order
export function shipOrder(deps: OrderDeps, by: Target & ShipOrder): Promise<Order> {
  const { carrier, trackingNumber } = by
  return changeOrder(deps, by, () => ({ type: 'ship', carrier, trackingNumber }))
}
// #endregion

// #region deliver-order
export function deliverOrder(deps: OrderDeps, by: Target): Promise<Order> {
  return changeOrder(deps, by, () => ({ type: 'deliver' }))
}
// #endregion

// #region change-order
/** Read the stream, decide, append: what has changed meanwhile is decided anew (HTTP-12, ORD-6). */
export function changeOrder(
  { db, clock, newId }: OrderDeps,
  { id, user, guard, context }: Target,
  commandFor: (order: Order) => UserCommand,
): Promise<Order> {
  return optimistically(db, async (trx) => {
    const before = isId(id) ? await loadOrder(trx, id) : undefined
    if (!before || !mayRead(user, before.order)) throw notFound()
    if (!guard(before.order.version)) throw new DomainError({ code: 'precondition_failed' })
    const events = decide(commandFor(before.order), before)
    if (events.length === 0) return before.order

    const metadata = metadataOf(user.id, context)
    const after = await saveOrder(trx, { orderId: id, before, events, metadata, now: clock(), newId })
    return after.order
  })
}

/** What a user may not read does not exist for them (ORD-4). */
function mayRead(user: User, order: Order): boolean {
  return user.role === 'admin' || order.userId === user.id
}
// #endregion
