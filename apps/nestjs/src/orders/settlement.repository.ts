import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Money } from '@backend-rosetta/contract/money'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, IsNull, Not, Repository } from 'typeorm'
import { OrderEntity } from './order.entity.ts'

/** An order with work to do, leased to whoever does it now. */
export type DueOrder =
  | { type: 'charge'; orderId: string; total: Money; token: string; attempts: number }
  | { type: 'refund'; orderId: string; chargeId: string | null; attempts: number }

interface Claim {
  now: Date
  leaseEnd: Date
  limit: number
}

interface DueRow {
  id: string
  status: OrderStatus
  currency: Money['currency']
  total_amount: number
  payment_token: string | null
  charge_id: string | null
  settle_attempts: number
}

@Injectable()
export class SettlementRepository {
  constructor(@InjectRepository(OrderEntity) private readonly orders: Repository<OrderEntity>) {}

  // #region settle
  /**
   * Leases orders that are due. Several workers share the queue: none waits for another's row, and each gets its own.
   * One that dies with its process is due again when the lease ends.
   */
  async claimDueOrders({ now, leaseEnd, limit }: Claim): Promise<DueOrder[]> {
    // Materialized, because a subquery that is run again would lock and lease more than the limit.
    const [rows] = await this.orders.manager.sql<[DueRow[], number]>`
      with due as materialized (
        select id from orders
        where settle_after <= ${now}
        order by settle_after
        limit ${limit}
        for no key update skip locked
      )
      update orders
      set settle_after = ${leaseEnd}, settle_attempts = settle_attempts + 1
      from due
      where orders.id = due.id
      returning orders.id, status, currency, total_amount, payment_token, charge_id, settle_attempts
    `
    return rows.map(toDueOrder)
  }
  // #endregion

  /** Gives a lease back early, unless the order is in another status by now. */
  async postpone({ orderId: id, type }: DueOrder, until: Date): Promise<void> {
    const status = type === 'charge' ? 'pending' : 'cancelled'
    await this.orders.update({ id, status, settleAfter: Not(IsNull()) }, { settleAfter: until })
  }

  /** Wakes the event streams of an order after a change that no event tells of. */
  async notifyStreams(manager: EntityManager, orderId: string): Promise<void> {
    await manager.sql`select pg_notify('order_events', ${orderId})`
  }
}

function toDueOrder(row: DueRow): DueOrder {
  const { id: orderId, payment_token: token, settle_attempts: attempts } = row
  if (row.status !== 'pending' || token === null) {
    return { type: 'refund', orderId, chargeId: row.charge_id, attempts }
  }
  const total = { amount: row.total_amount, currency: row.currency }
  return { type: 'charge', orderId, total, token, attempts }
}
