import type { CancelOrder, Order } from '@backend-rosetta/contract/orders'
import type { Trace } from '@backend-rosetta/contract/trace-context'
import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import { StockRepository } from '../products/stock.repository.ts'
import { lateChargeTime, leaseEnd } from './lease.ts'
import type { OrderEntity } from './order.entity.ts'
import { type Change, OrderAccess } from './order-access.ts'
import { OrderEventsRepository } from './order-events.repository.ts'
import { OrdersRepository } from './orders.repository.ts'
import { SettlementService } from './settlement.service.ts'
import { toOrder } from './to-order.ts'

interface Cancelling extends Omit<Change, 'action'> {
  trace: Trace | undefined
}

/** After this long a refund is left to the worker. */
const refundWithinMilliseconds = 1500

@Injectable()
export class CancelOrderService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrderAccess,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly stock: StockRepository,
    private readonly settlement: SettlementService,
    private readonly clock: Clock,
  ) {}

  // #region cancel-order
  async cancelOrder(id: string, { reason }: CancelOrder, { trace, ...by }: Cancelling): Promise<Order> {
    const order = await this.dataSource.transaction(async (manager) => {
      const order = await this.access.lockFor(manager, id, { action: 'cancel', ...by })
      return this.write(manager, order, { reason, userId: by.user.id })
    })
    const { chargeId } = order
    // Whether a pending order was charged is not known yet: the worker finds out.
    if (chargeId === null) return toOrder(order)
    const call = { signal: AbortSignal.timeout(refundWithinMilliseconds), retries: true, trace }
    const refunded = await this.settlement.settle(
      { type: 'refund', orderId: id, chargeId, attempts: 0 },
      call,
    )
    return toOrder(refunded ?? order)
  }

  private async write(
    manager: EntityManager,
    order: OrderEntity,
    { reason, userId }: { reason: string; userId: string },
  ): Promise<OrderEntity> {
    const now = this.clock.now()
    const by = order.userId === userId ? 'customer' : 'admin'
    const event = { type: 'order.cancelled', data: { reason, by } } as const
    await this.events.appendEvents(manager, { orderId: order.id, at: now, actorId: userId, events: [event] })
    await this.stock.giveBackStock(manager, order.items)
    return this.orders.updateOrder(manager, order, {
      status: 'cancelled',
      paymentStatus: 'refund_pending',
      stockReserved: false,
      cancellationReason: reason,
      cancelledBy: by,
      cancelledAt: now,
      settleAfter: order.chargeId === null ? lateChargeTime(now, order.settleAfter) : leaseEnd(now),
      now,
    })
  }
  // #endregion
}
