import { canTransition, type OrderAction } from '@backend-rosetta/contract/lifecycle'
import type { User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { isId } from '../ids.ts'
import { DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import type { OrderEntity } from './order.entity.ts'
import { OrdersRepository } from './orders.repository.ts'

/** What a user wants to do to an order, and to which version of it. */
export interface Change {
  action: OrderAction
  user: User
  guard: VersionGuard
}

@Injectable()
export class OrderAccess {
  constructor(private readonly orders: OrdersRepository) {}

  // #region lock-for
  /** The order, if this user may do this to it now, locked until the end of the transaction (HTTP-12, ORD-6). */
  async lockFor(manager: EntityManager, id: string, { action, user, guard }: Change): Promise<OrderEntity> {
    const order = isId(id) ? await this.orders.lockOrder(manager, id) : null
    if (!order || !mayRead(user, order)) throw notFound()
    const { status: from, version } = order
    if (!guard(version)) throw new DomainError({ code: 'precondition_failed' })
    if (!canTransition(from, action))
      throw new DomainError({ code: 'invalid_order_transition', from, action })
    return order
  }
  // #endregion
}

/** What a user may not read does not exist for them (ORD-4). */
export function mayRead(user: User, { userId }: { userId: string }): boolean {
  return user.role === 'admin' || userId === user.id
}
