import { Injectable, Logger } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import { DataSource, LessThan } from 'typeorm'
import { RefreshTokenEntity } from './auth/refresh-token.entity.ts'
import { SessionEntity } from './auth/session.entity.ts'
import { Clock } from './clock.ts'
import { IdempotencyKeyEntity } from './orders/idempotency-key.entity.ts'

const hour = 3_600_000

/** Deletes what nobody can ask for any more, now and then; instances that do it at the same time do no harm. */
@Injectable()
export class Housekeeping {
  private readonly logger = new Logger(Housekeeping.name)

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Interval(hour)
  async run(): Promise<void> {
    await this.tidy(this.clock.now()).catch((err: unknown) =>
      this.logger.warn({ err }, 'housekeeping failed'),
    )
  }

  /** Idempotency keys are kept for 24 h and longer (IDEM-1), logins until their last refresh token has expired. */
  async tidy(now: Date): Promise<void> {
    await this.dataSource.getRepository(IdempotencyKeyEntity).delete({ createdAt: LessThan(before(now, 48)) })
    const live = this.dataSource
      .createQueryBuilder(RefreshTokenEntity, 'token')
      .where('token.sessionId = sessions.id and token.expiresAt > :now', { now })
    await this.dataSource
      .createQueryBuilder()
      .delete()
      .from(SessionEntity)
      .where({ createdAt: LessThan(before(now, 24)) })
      .andWhere(`not exists (${live.getQuery()})`, live.getParameters())
      .execute()
  }
}

function before(now: Date, hours: number): Date {
  return new Date(now.getTime() - hours * hour)
}
