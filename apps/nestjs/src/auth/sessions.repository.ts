import type { User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, IsNull, MoreThan, Not, Repository } from 'typeorm'
import { toUser, type UserRow, userColumns } from '../users/user.entity.ts'
import { RefreshTokenEntity } from './refresh-token.entity.ts'
import { SessionEntity } from './session.entity.ts'

export type NewSession = Pick<SessionEntity, 'id' | 'userId' | 'createdAt'>
export type NewRefreshToken = Pick<RefreshTokenEntity, 'tokenHash' | 'sessionId' | 'createdAt' | 'expiresAt'>

@Injectable()
export class SessionsRepository {
  // #region authenticate
  private readonly userOfSession: string

  constructor(@InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>) {
    // Built once: to build it for each request takes the processor half as long as the query itself.
    const query = sessions
      .createQueryBuilder('session')
      .innerJoin('session.user', 'user')
      .select([])
      .where('session.id = :sessionId', { sessionId: null })
      .andWhere('session.revokedAt is null')
      .andWhere('user.active')
    for (const column of userColumns) query.addSelect(`user.${column}`, column)
    ;[this.userOfSession] = query.getQueryAndParameters()
  }

  /** Whose login this is, unless it was revoked or its user may not be here any more: one query per request. */
  async findUserOfSession(sessionId: string, manager = this.sessions.manager): Promise<User | undefined> {
    const [row] = await manager.query<UserRow[]>(this.userOfSession, [sessionId])
    return row && toUser(row)
  }
  // #endregion

  // #region log-in
  async insertSession(manager: EntityManager, session: NewSession): Promise<void> {
    await manager.insert(SessionEntity, session)
  }

  async insertRefreshToken(manager: EntityManager, token: NewRefreshToken): Promise<void> {
    await manager.insert(RefreshTokenEntity, token)
  }
  // #endregion

  // #region refresh-tokens
  /** The login of the token, which is spent now. Of parallel calls one gets it: the update decides. */
  async spendRefreshToken(manager: EntityManager, tokenHash: Buffer, now: Date): Promise<string | undefined> {
    const { raw } = await manager
      .createQueryBuilder()
      .update(RefreshTokenEntity, { usedAt: now })
      .where({ tokenHash, usedAt: IsNull(), expiresAt: MoreThan(now) })
      .returning('session_id')
      .execute()
    const [spent]: { session_id: string }[] = raw
    return spent?.session_id
  }

  /** The login of a token that was spent before. */
  async findSpentToken(tokenHash: Buffer): Promise<string | undefined> {
    const spent = { tokenHash, usedAt: Not(IsNull()) }
    const token = await this.sessions.manager.findOneBy(RefreshTokenEntity, spent)
    return token?.sessionId
  }

  async revokeSession(id: string, now: Date): Promise<void> {
    await this.sessions.update({ id, revokedAt: IsNull() }, { revokedAt: now })
  }
  // #endregion

  // #region log-out
  async revokeSessionOfToken(tokenHash: Buffer, now: Date): Promise<void> {
    const token = await this.sessions.manager.findOneBy(RefreshTokenEntity, { tokenHash })
    if (token) await this.revokeSession(token.sessionId, now)
  }
  // #endregion

  async revokeSessionsOfUser(manager: EntityManager, userId: string, now: Date): Promise<void> {
    await manager.update(SessionEntity, { userId, revokedAt: IsNull() }, { revokedAt: now })
  }

  async revokeOtherSessions(
    manager: EntityManager,
    keep: { userId: string; sessionId: string },
    now: Date,
  ): Promise<void> {
    const others = { userId: keep.userId, id: Not(keep.sessionId), revokedAt: IsNull() }
    await manager.update(SessionEntity, others, { revokedAt: now })
  }
}
