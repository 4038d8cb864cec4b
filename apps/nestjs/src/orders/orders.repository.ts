import type { OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Order } from '@backend-rosetta/contract/orders'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, Repository } from 'typeorm'
import { selectRows } from '../db/select-rows.ts'
import { OrderEntity } from './order.entity.ts'
import { OrderItemEntity } from './order-item.entity.ts'
import { itemColumns, type OrderRow, orderColumns, toOrder } from './to-order.ts'

export interface OrderFilter {
  userId: string | undefined
  status: OrderStatus | undefined
  from: Date | undefined
  to: Date | undefined
  after: OrderPosition | undefined
  limit: number
}

/** A place in the list of orders, newest first, ties by id. */
export interface OrderPosition {
  createdAt: Date
  id: string
}

type OrderChanges = Partial<Omit<OrderEntity, 'id' | 'items' | 'version' | 'updatedAt'>>

@Injectable()
export class OrdersRepository {
  private readonly orderById: string

  constructor(@InjectRepository(OrderEntity) private readonly orders: Repository<OrderEntity>) {
    // Built once: to build it for each request takes the processor half as long as the query itself.
    this.orderById = this.selectOrders().where('orders.id = :id', { id: null }).getQueryAndParameters()[0]
  }

  // #region get-order
  async findOrder(id: string, manager = this.orders.manager): Promise<Order | undefined> {
    const [row] = await manager.query<OrderRow[]>(this.orderById, [id])
    return row && toOrder(row)
  }
  // #endregion

  // #region list-orders
  async listOrders({ userId, status, from, to, after, limit }: OrderFilter): Promise<Order[]> {
    const query = this.selectOrders()
    if (userId !== undefined) query.andWhere('orders.userId = :userId', { userId })
    if (status !== undefined) query.andWhere('orders.status = :status', { status })
    if (from) query.andWhere('orders.createdAt >= :from', { from })
    if (to) query.andWhere('orders.createdAt < :to', { to })
    if (after) query.andWhere('(orders.createdAt, orders.id) < (:createdAt, :id)', after)
    query.orderBy({ 'orders.createdAt': 'DESC', 'orders.id': 'DESC' }).limit(limit)
    return (await query.getRawMany<OrderRow>()).map(toOrder)
  }
  // #endregion

  // #region place-order
  async insertOrder(manager: EntityManager, order: OrderEntity): Promise<void> {
    const { items, ...columns } = order
    await manager.insert(OrderEntity, columns)
    await manager.insert(OrderItemEntity, items)
  }
  // #endregion

  // #region change-order
  /** The order, locked against other changes until the end of the transaction. */
  lockOrder(manager: EntityManager, id: string): Promise<OrderEntity | null> {
    return manager
      .createQueryBuilder(OrderEntity, 'orders')
      .innerJoinAndSelect('orders.items', 'item')
      .where('orders.id = :id', { id })
      .orderBy('item.position')
      .setLock('for_no_key_update', undefined, ['orders'])
      .getOne()
  }

  /** Writes the changes, into the row and into `order`: a new version of it. */
  async updateOrder(
    manager: EntityManager,
    order: OrderEntity,
    { now, ...changes }: OrderChanges & { now: Date },
  ): Promise<OrderEntity> {
    const columns = { ...changes, version: order.version + 1, updatedAt: now }
    await manager.update(OrderEntity, { id: order.id }, columns)
    return Object.assign(order, columns)
  }
  // #endregion

  /** Orders with their items as rows, one query. */
  private selectOrders() {
    const item = itemColumns.map((column) => `'${column}', item.${column}`).join(', ')
    return selectRows(this.orders, 'orders', orderColumns).addSelect(
      (items) =>
        items
          .select(`json_agg(json_build_object(${item}) order by item.position)`)
          .from(OrderItemEntity, 'item')
          .where('item.orderId = orders.id'),
      'items',
    )
  }
}
