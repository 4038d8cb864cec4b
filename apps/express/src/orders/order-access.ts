import { canTransition, type OrderAction } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import type { User } from '@backend-rosetta/contract/users'
import type { Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import { type LockedOrder, lockOrder } from './orders.repository.ts'

/** What a user wants to do to an order, and to which version of it. */
export interface Change {
  action: OrderAction
  user: User
  guard: VersionGuard
}

// #region lock-for
/** The order, if this user may do this to it now, locked until the end of the transaction (HTTP-12, ORD-6). */
export async function lockFor(trx: Trx, id: string, { action, user, guard }: Change): Promise<LockedOrder> {
  const locked = isId(id) ? await lockOrder(trx, id) : undefined
  if (!locked || !mayRead(user, locked.order)) throw notFound()
  const { status: from, version } = locked.order
  if (!guard(version)) throw new DomainError({ code: 'precondition_failed' })
  if (!canTransition(from, action)) throw new DomainError({ code: 'invalid_order_transition', from, action })
  return locked
}

/** What a user may not read does not exist for them (ORD-4). */
export function mayRead(user: User, order: Order): boolean {
  return user.role === 'admin' || order.userId === user.id
}
// #endregion
