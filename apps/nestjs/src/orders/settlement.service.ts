import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import { Metrics } from '../metrics/metrics.ts'
import { type CallOptions, PaymentGateway } from '../payments/payment-gateway.ts'
import { retryTime } from './lease.ts'
import type { OrderEntity } from './order.entity.ts'
import { OrderTransitions } from './order-transitions.ts'
import { OrdersRepository } from './orders.repository.ts'
import { type DueOrder, SettlementRepository } from './settlement.repository.ts'

type Due<Type extends DueOrder['type']> = Extract<DueOrder, { type: Type }>

/**
 * Brings an order and the gateway's ledger together. Each step asks the gateway, outside of any transaction, and then
 * writes down what it said, on the order as it is by then. Steps can be repeated: the second time changes nothing.
 */
@Injectable()
export class SettlementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gateway: PaymentGateway,
    private readonly orders: OrdersRepository,
    private readonly queue: SettlementRepository,
    private readonly transitions: OrderTransitions,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** One attempt: the order afterwards. Where the gateway does not say, nothing, and the order is due again soon. */
  async settle(due: DueOrder, call: CallOptions): Promise<OrderEntity | undefined> {
    const settled = due.type === 'charge' ? await this.charge(due, call) : await this.refund(due, call)
    if (settled) this.metrics.settledOrders.inc({ outcome: settled.paymentStatus })
    else await this.queue.postpone(due, retryTime(this.clock.now(), due.attempts))
    return settled
  }

  // #region charge
  private async charge(due: Due<'charge'>, call: CallOptions): Promise<OrderEntity | undefined> {
    const { orderId, total: amount, token } = due
    const charged = await this.gateway.charge({ reference: orderId, amount, token }, call)
    switch (charged.outcome) {
      case 'captured':
        return this.capture(orderId, charged.chargeId)
      case 'declined':
        return this.decline(orderId)
      case 'unknown':
        return undefined
    }
  }

  private capture(orderId: string, chargeId: string): Promise<OrderEntity> {
    return this.change(orderId, (manager, order) => {
      if (order.status === 'pending') return this.transitions.confirmOrder(manager, order, chargeId)
      // It was cancelled while it was charged: the worker refunds it.
      return isUncertain(order) ? this.transitions.noteCapture(manager, order, chargeId) : order
    })
  }

  private decline(orderId: string): Promise<OrderEntity> {
    return this.change(orderId, (manager, order) => {
      if (order.status === 'pending') return this.transitions.rejectOrder(manager, order, 'payment_declined')
      return isUncertain(order) ? this.transitions.closePayment(manager, order) : order
    })
  }
  // #endregion

  // #region refund
  private async refund(due: Due<'refund'>, call: CallOptions): Promise<OrderEntity | undefined> {
    const { orderId, chargeId } = due
    if (chargeId === null) return this.lookUp(due, call)
    const { outcome } = await this.gateway.refund({ orderId, chargeId }, call)
    if (outcome === 'unknown') return undefined
    return this.change(orderId, (manager, order) =>
      order.paymentStatus === 'refund_pending' ? this.transitions.noteRefund(manager, order) : order,
    )
  }

  /** Of a cancelled order nobody may know whether it was charged before: the gateway's ledger does. */
  private async lookUp(due: Due<'refund'>, call: CallOptions): Promise<OrderEntity | undefined> {
    const { orderId } = due
    const found = await this.gateway.findCharge(orderId, call)
    switch (found.outcome) {
      case 'captured':
        await this.capture(orderId, found.chargeId)
        return this.refund({ ...due, chargeId: found.chargeId }, call)
      case 'none':
        return this.decline(orderId)
      case 'unknown':
        return undefined
    }
  }
  // #endregion

  private change(
    id: string,
    apply: (manager: EntityManager, order: OrderEntity) => Promise<OrderEntity> | OrderEntity,
  ): Promise<OrderEntity> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.orders.lockOrder(manager, id)
      if (!order) throw new TypeError(`the order ${id} is gone`)
      return apply(manager, order)
    })
  }
}

/** Cancelled, with a charge of which it is not known whether it exists. */
function isUncertain({ paymentStatus, chargeId }: OrderEntity): boolean {
  return paymentStatus === 'refund_pending' && chargeId === null
}
