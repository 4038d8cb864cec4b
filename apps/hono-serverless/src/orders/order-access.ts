import { canTransition, type OrderAction } from '@backend-rosetta/contract/lifecycle'
import type { User } from '@backend-rosetta/contract/users'
import type { Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import { type LockedOrder, lockOrder, ownerFor } from './orders.queries.ts'

/** Who changes an order, and which version of it. */
export interface By {
  user: User
  guard: VersionGuard
}

// #region lock-for
/** The order, if this user may do this to it now, locked until the end of the transaction (HTTP-12, ORD-6). */
export async function lockFor(trx: Trx, id: string, by: By & { action: OrderAction }): Promise<LockedOrder> {
  const { action, user, guard } = by
  const locked = isId(id) ? await lockOrder(trx, id, ownerFor(user)) : undefined
  if (!locked) throw notFound()
  const { status: from, version } = locked.order
  if (!guard(version)) throw new DomainError({ code: 'precondition_failed' })
  if (!canTransition(from, action)) throw new DomainError({ code: 'invalid_order_transition', from, action })
  return locked
}
// #endregion
