import type { Order } from '@backend-rosetta/contract/orders'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid')
  userId!: string

  @PrimaryColumn('text')
  key!: string

  @Column('bytea')
  requestHash!: Buffer

  @Column('uuid', { nullable: true })
  orderId!: string | null

  /** The first answer, which every replay repeats. Not jsonb, which has an order of its own for properties. */
  @Column('json', { nullable: true })
  response!: Order | null

  /** Until then the request that claimed the key is in flight. */
  @Column('timestamptz')
  lockedUntil!: Date

  @Column('timestamptz')
  createdAt!: Date
}
