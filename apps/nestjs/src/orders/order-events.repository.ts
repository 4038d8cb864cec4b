import type { OrderEvent } from '@backend-rosetta/contract/order-events'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, MoreThan, Repository } from 'typeorm'
import { OrderEventEntity } from './order-event.entity.ts'

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

/** What happened; when, by whom and as which one in the history is added when it is written. */
type Happening = DistributiveOmit<OrderEvent, 'seq' | 'at' | 'actor'>

export interface History {
  orderId: string
  at: Date
  /** The user whose doing it was; `null` is the system. */
  actorId: string | null
  events: readonly Happening[]
}

export interface StoredEvent {
  seq: number
  type: OrderEvent['type']
  at: string
  actor: { type: 'user' | 'system'; id: string | null }
  data: object
}

@Injectable()
export class OrderEventsRepository {
  constructor(@InjectRepository(OrderEventEntity) private readonly events: Repository<OrderEventEntity>) {}

  // #region append-events
  /**
   * Part of the transaction that makes the change and holds the lock on the order, which is why `seq` has no gaps
   * (ORD-7). A trigger notifies the event streams of every instance.
   */
  async appendEvents(manager: EntityManager, { orderId, at, actorId, events }: History): Promise<void> {
    const last = '(select coalesce(max(seq), 0) from order_events where order_id = :orderId)'
    const actorType = actorId === null ? 'system' : 'user'
    await manager
      .createQueryBuilder()
      .insert()
      .into(OrderEventEntity)
      .values(
        events.map(({ type, data }, index) => {
          const seq = () => `${last} + ${index + 1}`
          return { orderId, seq, type, at, actorType, actorId, data } as const
        }),
      )
      .setParameter('orderId', orderId)
      .updateEntity(false)
      .execute()
  }
  // #endregion

  // #region list-order-events
  /** The history after `after`, in order. */
  async listEvents(orderId: string, after: number): Promise<StoredEvent[]> {
    const events = await this.events.find({
      where: { orderId, seq: MoreThan(after) },
      order: { seq: 'ASC' },
    })
    return events.map(({ seq, type, at, actorType, actorId, data }) => {
      return { seq, type, at: at.toISOString(), actor: { type: actorType, id: actorId }, data }
    })
  }
  // #endregion
}
