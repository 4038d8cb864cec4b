import type { RejectionCode } from '@backend-rosetta/contract/lifecycle'
import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import { StockRepository } from '../products/stock.repository.ts'
import type { OrderEntity } from './order.entity.ts'
import { OrderEventsRepository } from './order-events.repository.ts'
import { OrdersRepository } from './orders.repository.ts'
import { SettlementRepository } from './settlement.repository.ts'
import { totalOf } from './to-order.ts'

const messages = {
  insufficient_stock: 'There is not enough stock for this order.',
  payment_declined: 'The payment was declined.',
} as const satisfies Record<RejectionCode, string>

/** What the system does to an order. Its row is locked, or new: nobody else changes it meanwhile. */
@Injectable()
export class OrderTransitions {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly queue: SettlementRepository,
    private readonly stock: StockRepository,
    private readonly clock: Clock,
  ) {}

  // #region confirm
  async confirmOrder(manager: EntityManager, order: OrderEntity, chargeId: string): Promise<OrderEntity> {
    const now = this.clock.now()
    await this.events.appendEvents(manager, {
      orderId: order.id,
      at: now,
      actorId: null,
      events: [
        { type: 'payment.captured', data: { amount: totalOf(order) } },
        { type: 'order.confirmed', data: {} },
      ],
    })
    const payment = { paymentStatus: 'captured', chargeId, paymentToken: null } as const
    return this.orders.updateOrder(manager, order, {
      status: 'confirmed',
      ...payment,
      settleAfter: null,
      now,
    })
  }
  // #endregion

  // #region reject
  /** Stock that the order holds is given back; for want of stock it never held any. */
  async rejectOrder(manager: EntityManager, order: OrderEntity, code: RejectionCode): Promise<OrderEntity> {
    const now = this.clock.now()
    const message = messages[code]
    const history = { orderId: order.id, at: now, actorId: null }
    if (code === 'payment_declined') {
      await this.stock.giveBackStock(manager, order.items)
      await this.events.appendEvents(manager, {
        ...history,
        events: [{ type: 'payment.declined', data: {} }],
      })
    }
    const rejected = { type: 'order.rejected', data: { code, message } } as const
    await this.events.appendEvents(manager, { ...history, events: [rejected] })
    return this.orders.updateOrder(manager, order, {
      status: 'rejected',
      paymentStatus: code === 'payment_declined' ? 'declined' : 'none',
      paymentToken: null,
      stockReserved: false,
      rejectionCode: code,
      rejectionMessage: message,
      settleAfter: null,
      now,
    })
  }
  // #endregion

  /** A cancelled order turns out to be charged: its refund is due. */
  async noteCapture(manager: EntityManager, order: OrderEntity, chargeId: string): Promise<OrderEntity> {
    const now = this.clock.now()
    const captured = { type: 'payment.captured', data: { amount: totalOf(order) } } as const
    await this.events.appendEvents(manager, { orderId: order.id, at: now, actorId: null, events: [captured] })
    return this.orders.updateOrder(manager, order, { chargeId, paymentToken: null, settleAfter: now, now })
  }

  // #region refund
  async noteRefund(manager: EntityManager, order: OrderEntity): Promise<OrderEntity> {
    const now = this.clock.now()
    const refunded = { type: 'payment.refunded', data: { amount: totalOf(order) } } as const
    await this.events.appendEvents(manager, { orderId: order.id, at: now, actorId: null, events: [refunded] })
    return this.orders.updateOrder(manager, order, { paymentStatus: 'refunded', settleAfter: null, now })
  }
  // #endregion

  /** A cancelled order turns out to have never been charged. No event tells of it, so the streams are woken. */
  async closePayment(manager: EntityManager, order: OrderEntity): Promise<OrderEntity> {
    await this.queue.notifyStreams(manager, order.id)
    const payment = { paymentStatus: 'none', paymentToken: null } as const
    return this.orders.updateOrder(manager, order, { ...payment, settleAfter: null, now: this.clock.now() })
  }
}
