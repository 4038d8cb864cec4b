import type { Address } from '@backend-rosetta/contract/addresses'
import type { OrderStatus, PaymentStatus, RejectionCode } from '@backend-rosetta/contract/lifecycle'
import type { Currency } from '@backend-rosetta/contract/money'
import { Column, Entity, OneToMany, PrimaryColumn } from 'typeorm'
import { OrderItemEntity } from './order-item.entity.ts'

@Entity('orders')
export class OrderEntity {
  @PrimaryColumn('uuid')
  id!: string

  @Column('uuid')
  userId!: string

  @Column('text')
  status!: OrderStatus

  @Column('text')
  currency!: Currency

  @Column('bigint')
  totalAmount!: number

  @Column('text')
  paymentStatus!: PaymentStatus

  @Column('text', { nullable: true })
  paymentToken!: string | null

  @Column('text', { nullable: true })
  chargeId!: string | null

  @Column('jsonb')
  shippingAddress!: Address

  @Column('text', { nullable: true })
  notes!: string | null

  @Column('text', { nullable: true })
  rejectionCode!: RejectionCode | null

  @Column('text', { nullable: true })
  rejectionMessage!: string | null

  @Column('text', { nullable: true })
  cancellationReason!: string | null

  @Column('text', { nullable: true })
  cancelledBy!: 'customer' | 'admin' | null

  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null

  @Column('text', { nullable: true })
  shipmentCarrier!: string | null

  @Column('text', { nullable: true })
  shipmentTrackingNumber!: string | null

  @Column('timestamptz', { nullable: true })
  shippedAt!: Date | null

  @Column('boolean')
  stockReserved!: boolean

  /** When the settling worker may (again) look at this order; moved ahead, it is a lease. */
  @Column('timestamptz', { nullable: true })
  settleAfter!: Date | null

  @Column('integer')
  settleAttempts!: number

  // No @VersionColumn: TypeORM would count a lease, which is no change that a client can see, as a new version.
  @Column('integer')
  version!: number

  @Column('timestamptz')
  createdAt!: Date

  @Column('timestamptz')
  updatedAt!: Date

  @OneToMany(
    () => OrderItemEntity,
    (item) => item.order,
  )
  items!: OrderItemEntity[]
}
