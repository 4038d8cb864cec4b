import type { Login, Register, TokenPair } from '@backend-rosetta/contract/auth'
import type { User } from '@backend-rosetta/contract/users'
import type { Db, Trx } from '../db/database.ts'
import { DomainError } from '../problems.ts'
import * as users from '../users/users.queries.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { LoginLimiter } from './login-limiter.ts'
import type { Passwords } from './passwords.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import * as sessions from './sessions.queries.ts'

/** What signing in works with, besides the database of the request. */
export interface AuthDeps {
  passwords: Passwords
  accessTokens: AccessTokens
  loginLimiter: LoginLimiter
  refreshTokenTtlSeconds: number
  clock: () => Date
  newId: () => string
}

interface Deps extends AuthDeps {
  db: Db
}

// #region register-user
export async function registerUser(
  { db, passwords, clock, newId }: Deps,
  { email, name, password }: Register,
): Promise<User> {
  const passwordHash = await passwords.hash(password)
  return users.insertUser(db, { id: newId(), email, name, passwordHash, now: clock() })
}
// #endregion

// #region log-in
export async function logIn(deps: Deps, { email, password }: Login): Promise<TokenPair> {
  const { db } = deps
  const found = await users.findCredentials(db, email)
  const matches = await deps.passwords.verify(found?.passwordHash, password)
  if (!found || !matches || !found.user.active) {
    await deps.loginLimiter.countFailure(db, email)
    throw new DomainError({ code: 'invalid_credentials' })
  }
  // Guesses that were made in parallel may have used up the attempts while this one was verified.
  await deps.loginLimiter.check(db, email)

  return db.transaction(async (trx) => {
    const login = { id: deps.newId(), userId: found.user.id }
    await sessions.insertSession(trx, { ...login, now: deps.clock() })
    return issueTokens(deps, trx, login)
  })
}
// #endregion

// #region refresh-tokens
export async function refreshTokens(deps: Deps, refreshToken: string): Promise<TokenPair> {
  const { db } = deps
  const hash = await hashRefreshToken(refreshToken)
  const pair = await db.transaction(async (trx) => {
    const id = await sessions.spendRefreshToken(trx, hash, deps.clock())
    if (!id) return undefined
    const user = await sessions.findUserOfSession(trx, id)
    // Rolls the spending back: a token of a login that is over is void and not reused.
    if (!user) throw new DomainError({ code: 'invalid_token' })
    return issueTokens(deps, trx, { id, userId: user.id })
  })
  if (pair) return pair

  const reused = await sessions.findSpentToken(db, hash)
  if (!reused) throw new DomainError({ code: 'invalid_token' })
  await sessions.revokeSession(db, reused, deps.clock())
  throw new DomainError({ code: 'refresh_token_reused' })
}
// #endregion

// #region log-out
export async function logOut({ db, clock }: Deps, refreshToken: string): Promise<void> {
  await sessions.revokeSessionOfToken(db, await hashRefreshToken(refreshToken), clock())
}
// #endregion

async function issueTokens(
  { accessTokens, refreshTokenTtlSeconds, clock }: Deps,
  trx: Trx,
  login: { id: string; userId: string },
): Promise<TokenPair> {
  const refreshToken = newRefreshToken()
  const now = clock()
  await sessions.insertRefreshToken(trx, {
    hash: await hashRefreshToken(refreshToken),
    sessionId: login.id,
    now,
    expiresAt: new Date(now.getTime() + refreshTokenTtlSeconds * 1000),
  })
  const accessToken = await accessTokens.sign(login.userId, login.id)
  return { accessToken, tokenType: 'Bearer', expiresIn: accessTokens.ttlSeconds, refreshToken }
}
