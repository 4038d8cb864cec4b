import type { Login, Register, TokenPair } from '@backend-rosetta/contract/auth'
import type { User } from '@backend-rosetta/contract/users'
import type { Db, Queries, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { sql } from '../db/sql.ts'
import { DomainError } from '../problems.ts'
import { toUser, type UserRow, userColumns } from '../users/users.queries.ts'
import type { AccessTokens } from './access-tokens.ts'
import { findCredentials, findUserOfSession } from './auth.queries.ts'
import type { LoginLimiter } from './login-limiter.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import { revokeSession, revokeSessionOfToken } from './sessions.commands.ts'

export interface AuthDeps {
  db: Db
  accessTokens: AccessTokens
  loginLimiter: LoginLimiter
  refreshTokenTtlSeconds: number
  clock: () => Date
  newId: () => string
}

// #region register-user
/** Throws `email_taken`: the unique index decides, so that of parallel registrations exactly one wins. */
export async function registerUser(deps: AuthDeps, { email, name, password }: Register): Promise<User> {
  const passwordHash = await hashPassword(password)
  const now = deps.clock()
  try {
    const [row] = await deps.db.query<UserRow>(sql`
      insert into users (id, email, name, password_hash, created_at, updated_at)
      values (${deps.newId()}, ${email}, ${name}, ${passwordHash}, ${now}, ${now})
      returning ${userColumns}`)
    if (!row) throw new TypeError('an insert returns its row')
    return toUser(row)
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw new DomainError({ code: 'email_taken' })
    throw error
  }
}
// #endregion

// #region log-in
export async function logIn(deps: AuthDeps, { email, password }: Login): Promise<TokenPair> {
  const { db, loginLimiter } = deps
  const found = await findCredentials(db, email)
  const matches = await verifyPassword(found?.passwordHash, password)
  if (!found || !matches || !found.user.active) {
    await loginLimiter.countFailure(email)
    throw new DomainError({ code: 'invalid_credentials' })
  }
  // Guesses that were made in parallel may have used up the attempts while this one was verified.
  await loginLimiter.check(email)

  const session = { id: deps.newId(), userId: found.user.id }
  return db.transaction(async (trx) => {
    await trx.query(sql`
      insert into sessions (id, user_id, created_at) values (${session.id}, ${session.userId}, ${deps.clock()})`)
    return issueTokens(deps, trx, session)
  })
}
// #endregion

// #region refresh-tokens
export async function refreshTokens(deps: AuthDeps, refreshToken: string): Promise<TokenPair> {
  const { db, clock } = deps
  const hash = hashRefreshToken(refreshToken)
  const pair = await db.transaction(async (trx) => {
    const sessionId = await spendRefreshToken(trx, hash, clock())
    if (!sessionId) return undefined
    const user = await findUserOfSession(trx, sessionId)
    // Rolls the spending back: a token of a login that is over is void and not reused.
    if (!user) throw new DomainError({ code: 'invalid_token' })
    return issueTokens(deps, trx, { id: sessionId, userId: user.id })
  })
  if (pair) return pair

  const [reused] = await db.query<{ session_id: string }>(sql`
    select session_id from refresh_tokens where token_hash = ${hash} and used_at is not null`)
  if (!reused) throw new DomainError({ code: 'invalid_token' })
  await revokeSession(db, reused.session_id, clock())
  throw new DomainError({ code: 'refresh_token_reused' })
}

/** The login of the token, which is spent now. Of parallel calls one gets it: the update decides. */
async function spendRefreshToken(trx: Trx, hash: Buffer, now: Date): Promise<string | undefined> {
  const [row] = await trx.query<{ session_id: string }>(sql`
    update refresh_tokens set used_at = ${now}
    where token_hash = ${hash} and used_at is null and expires_at > ${now}
    returning session_id`)
  return row?.session_id
}
// #endregion

// #region log-out
export async function logOut({ db, clock }: { db: Queries; clock: () => Date }, refreshToken: string) {
  await revokeSessionOfToken(db, hashRefreshToken(refreshToken), clock())
}
// #endregion

async function issueTokens(
  { accessTokens, refreshTokenTtlSeconds, clock }: AuthDeps,
  trx: Trx,
  session: { id: string; userId: string },
): Promise<TokenPair> {
  const refreshToken = newRefreshToken()
  const now = clock()
  const expiresAt = new Date(now.getTime() + refreshTokenTtlSeconds * 1000)
  await trx.query(sql`
    insert into refresh_tokens (token_hash, session_id, created_at, expires_at)
    values (${hashRefreshToken(refreshToken)}, ${session.id}, ${now}, ${expiresAt})`)
  const accessToken = await accessTokens.sign(session.userId, session.id)
  return { accessToken, tokenType: 'Bearer', expiresIn: accessTokens.ttlSeconds, refreshToken }
}
