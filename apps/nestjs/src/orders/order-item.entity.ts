import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { OrderEntity } from './order.entity.ts'

/** What was ordered, at the price of that moment: written once and never changed. */
@Entity('order_items')
export class OrderItemEntity {
  @PrimaryColumn('uuid')
  orderId!: string

  /** The index in the request: 0 is the first. */
  @PrimaryColumn('smallint')
  position!: number

  @Column('uuid')
  productId!: string

  @Column('text')
  sku!: string

  @Column('text')
  name!: string

  @Column('integer')
  quantity!: number

  @Column('integer')
  unitAmount!: number

  /** There where it was asked for. */
  @ManyToOne(
    () => OrderEntity,
    (order) => order.items,
  )
  @JoinColumn()
  order?: Relation<OrderEntity>
}
