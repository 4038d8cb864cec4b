import type { Login, Register, TokenPair } from '@backend-rosetta/contract/auth'
import type { User } from '@backend-rosetta/contract/users'
import type { Db, Trx } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import * as users from '../users/users.repository.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { LoginLimiter } from './login-limiter.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import * as sessions from './sessions.repository.ts'

interface Deps {
  db: Db
  accessTokens: AccessTokens
  loginLimiter: LoginLimiter
  refreshTokenTtlSeconds: number
  clock: () => Date
  newId: () => string
}

export type AuthService = ReturnType<typeof createAuthService>

export function createAuthService(deps: Deps) {
  const { db, accessTokens, loginLimiter, clock, newId } = deps

  async function issueTokens(trx: Trx, sessionId: string, userId: string): Promise<TokenPair> {
    const refreshToken = newRefreshToken()
    const now = clock()
    const expiresAt = new Date(now.getTime() + deps.refreshTokenTtlSeconds * 1000)
    await sessions.insertRefreshToken(trx, {
      hash: hashRefreshToken(refreshToken),
      sessionId,
      now,
      expiresAt,
    })
    const accessToken = await accessTokens.sign(userId, sessionId)
    return { accessToken, tokenType: 'Bearer', expiresIn: accessTokens.ttlSeconds, refreshToken }
  }

  return {
    // #region register-user
    async registerUser({ email, name, password }: Register): Promise<User> {
      const passwordHash = await hashPassword(password)
      return users.insertUser(db, { id: newId(), email, name, role: 'customer', passwordHash, now: clock() })
    },
    // #endregion

    // #region log-in
    async logIn({ email, password }: Login): Promise<TokenPair> {
      const found = await users.findCredentials(db, email)
      const matches = await verifyPassword(found?.passwordHash, password)
      if (!found || !matches || !found.user.active) {
        await loginLimiter.countFailure(email)
        throw new DomainError({ code: 'invalid_credentials' })
      }
      // Guesses that were made in parallel may have used up the attempts while this one was verified.
      await loginLimiter.check(email)

      return db.transaction().execute(async (trx) => {
        const sessionId = newId()
        await sessions.insertSession(trx, { id: sessionId, userId: found.user.id, now: clock() })
        return issueTokens(trx, sessionId, found.user.id)
      })
    },
    // #endregion

    // #region refresh-tokens
    async refreshTokens(refreshToken: string): Promise<TokenPair> {
      const hash = hashRefreshToken(refreshToken)
      const pair = await db.transaction().execute(async (trx) => {
        const sessionId = await sessions.spendRefreshToken(trx, hash, clock())
        if (!sessionId) return undefined
        const user = await sessions.findUserOfSession(trx, sessionId)
        // Rolls the spending back: a token of a login that is over is void and not reused.
        if (!user) throw new DomainError({ code: 'invalid_token' })
        return issueTokens(trx, sessionId, user.id)
      })
      if (pair) return pair

      const reused = await sessions.findSpentToken(db, hash)
      if (!reused) throw new DomainError({ code: 'invalid_token' })
      await sessions.revokeSession(db, reused, clock())
      throw new DomainError({ code: 'refresh_token_reused' })
    },
    // #endregion

    // #region log-out
    async logOut(refreshToken: string): Promise<void> {
      await sessions.revokeSessionOfToken(db, hashRefreshToken(refreshToken), clock())
    },
    // #endregion
  }
}
