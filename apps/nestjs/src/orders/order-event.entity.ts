import type { OrderEventType } from '@backend-rosetta/contract/order-events'
import { Column, Entity, PrimaryColumn } from 'typeorm'

/** One entry of an order's history: written once and never changed. */
@Entity('order_events')
export class OrderEventEntity {
  @PrimaryColumn('uuid')
  orderId!: string

  @PrimaryColumn('integer')
  seq!: number

  @Column('text')
  type!: OrderEventType

  @Column('timestamptz')
  at!: Date

  @Column('text')
  actorType!: 'user' | 'system'

  @Column('uuid', { nullable: true })
  actorId!: string | null

  @Column('jsonb')
  data!: object
}
