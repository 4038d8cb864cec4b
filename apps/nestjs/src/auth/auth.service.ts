import type { Login, Register, TokenPair } from '@backend-rosetta/contract/auth'
import type { User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import type { Env } from '../env.ts'
import { Ids } from '../ids.ts'
import { DomainError } from '../problems.ts'
import { UsersRepository } from '../users/users.repository.ts'
import { AccessTokens } from './access-tokens.ts'
import { LoginLimiter } from './login-limiter.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import { SessionsRepository } from './sessions.repository.ts'

@Injectable()
export class AuthService {
  private readonly refreshTokenTtl: number

  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokens,
    private readonly loginLimiter: LoginLimiter,
    private readonly clock: Clock,
    private readonly ids: Ids,
    config: ConfigService<Env, true>,
  ) {
    this.refreshTokenTtl = config.get('REFRESH_TOKEN_TTL_SECONDS', { infer: true }) * 1000
  }

  // #region register-user
  async registerUser({ email, name, password }: Register): Promise<User> {
    const passwordHash = await hashPassword(password)
    return this.users.insertUser({ id: this.ids.next(), email, name, passwordHash })
  }
  // #endregion

  // #region log-in
  async logIn({ email, password }: Login): Promise<TokenPair> {
    const user = await this.users.findCredentials(email)
    const matches = await verifyPassword(user?.passwordHash, password)
    if (!user?.active || !matches) {
      await this.loginLimiter.countFailure(email)
      throw new DomainError({ code: 'invalid_credentials' })
    }
    // Guesses that were made in parallel may have used up the attempts while this one was verified.
    await this.loginLimiter.check(email)

    return this.dataSource.transaction(async (manager) => {
      const session = { id: this.ids.next(), userId: user.id, createdAt: this.clock.now() }
      await this.sessions.insertSession(manager, session)
      return this.issueTokens(manager, session)
    })
  }
  // #endregion

  // #region refresh-tokens
  async refreshTokens(refreshToken: string): Promise<TokenPair> {
    const hash = hashRefreshToken(refreshToken)
    const pair = await this.dataSource.transaction(async (manager) => {
      const sessionId = await this.sessions.spendRefreshToken(manager, hash, this.clock.now())
      if (!sessionId) return undefined
      const user = await this.sessions.findUserOfSession(sessionId, manager)
      // Rolls the spending back: a token of a login that is over is void and not reused.
      if (!user) throw new DomainError({ code: 'invalid_token' })
      return this.issueTokens(manager, { id: sessionId, userId: user.id })
    })
    if (pair) return pair

    const reused = await this.sessions.findSpentToken(hash)
    if (!reused) throw new DomainError({ code: 'invalid_token' })
    await this.sessions.revokeSession(reused, this.clock.now())
    throw new DomainError({ code: 'refresh_token_reused' })
  }
  // #endregion

  // #region log-out
  async logOut(refreshToken: string): Promise<void> {
    await this.sessions.revokeSessionOfToken(hashRefreshToken(refreshToken), this.clock.now())
  }
  // #endregion

  private async issueTokens(
    manager: EntityManager,
    session: { id: string; userId: string },
  ): Promise<TokenPair> {
    const refreshToken = newRefreshToken()
    const createdAt = this.clock.now()
    await this.sessions.insertRefreshToken(manager, {
      tokenHash: hashRefreshToken(refreshToken),
      sessionId: session.id,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + this.refreshTokenTtl),
    })
    const accessToken = this.accessTokens.sign(session.userId, session.id)
    return { accessToken, tokenType: 'Bearer', expiresIn: this.accessTokens.ttlSeconds, refreshToken }
  }
}
