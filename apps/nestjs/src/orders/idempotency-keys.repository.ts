import type { Order } from '@backend-rosetta/contract/orders'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, IsNull, Repository } from 'typeorm'
import { IdempotencyKeyEntity } from './idempotency-key.entity.ts'

export interface KeyOfUser {
  userId: string
  key: string
}

export interface KeyClaim extends KeyOfUser {
  requestHash: Buffer
  orderId: string
  now: Date
  /** Until then the request that made the claim is in flight. */
  lockedUntil: Date
}

@Injectable()
export class IdempotencyKeysRepository {
  constructor(
    @InjectRepository(IdempotencyKeyEntity) private readonly keys: Repository<IdempotencyKeyEntity>,
  ) {}

  // #region place-order
  /** Whether the key is new. Waits for another request that has claimed it and not committed yet. */
  async insertKey(manager: EntityManager, { now, ...claim }: KeyClaim): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(IdempotencyKeyEntity)
      .values({ ...claim, createdAt: now })
      .orIgnore()
      .returning(['key'])
      .updateEntity(false)
      .execute()
    return inserted.raw.length > 0
  }

  /** What is known of a key that was used before, locked until the end of the transaction. */
  lockKey(manager: EntityManager, { userId, key }: KeyOfUser): Promise<IdempotencyKeyEntity | null> {
    return manager.findOne(IdempotencyKeyEntity, {
      where: { userId, key },
      lock: { mode: 'for_no_key_update' },
    })
  }

  /** The first answer, which every replay repeats. It is written once. */
  async storeAnswer({ userId, key }: KeyOfUser, response: Order, manager = this.keys.manager): Promise<void> {
    await manager.update(IdempotencyKeyEntity, { userId, key, response: IsNull() }, { response })
  }
  // #endregion
}
