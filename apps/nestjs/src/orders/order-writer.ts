import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { isId } from '../ids.ts'
import { ProductsRepository } from '../products/products.repository.ts'
import { StockRepository } from '../products/stock.repository.ts'
import { type Draft, newOrder } from './new-order.ts'
import type { OrderEntity } from './order.entity.ts'
import { OrderEventsRepository } from './order-events.repository.ts'
import { OrderTransitions } from './order-transitions.ts'
import { OrdersRepository } from './orders.repository.ts'
import { price } from './pricing.ts'
import { totalOf } from './to-order.ts'

@Injectable()
export class OrderWriter {
  constructor(
    private readonly products: ProductsRepository,
    private readonly stock: StockRepository,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly transitions: OrderTransitions,
  ) {}

  // #region place-order
  /** Prices the order, writes it and takes its stock. Where there is not enough, it is rejected at once. */
  async write(manager: EntityManager, draft: Draft): Promise<OrderEntity> {
    const { id, userId, request, now } = draft
    const ids = request.items.map(({ productId }) => productId).filter(isId)
    const order = newOrder(draft, price(request.items, await this.products.findOffers(manager, ids)))
    await this.orders.insertOrder(manager, order)
    const placed = { type: 'order.placed', data: { total: totalOf(order) } } as const
    await this.events.appendEvents(manager, { orderId: id, at: now, actorId: userId, events: [placed] })
    if (await this.stock.takeStock(manager, order.items)) return order
    return this.transitions.rejectOrder(manager, order, 'insufficient_stock')
  }
  // #endregion
}
