import type { User } from '@backend-rosetta/contract/users'
import { and, eq, gt, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { builtOnce } from '../db/built-once.ts'
import type { Db, Trx } from '../db/database.ts'
import { refreshTokens, sessions, users } from '../db/schema.ts'
import { present, toUser, userColumns } from '../users/users.queries.ts'

// #region authenticate
/** Whose login this is, unless it was revoked or its user may not be here any more: one query per request. */
export async function findUserOfSession(db: Db, sessionId: string): Promise<User | undefined> {
  const [row] = await userOfSession(db).execute({ sessionId })
  return row && toUser(row)
}

const userOfSession = builtOnce((db) => {
  const isThis = eq(sessions.id, sql.placeholder('sessionId'))
  return db
    .select(userColumns)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isThis, isNull(sessions.revokedAt), eq(users.active, true), present))
    .prepare('')
})
// #endregion

// #region log-in
export async function insertSession(
  trx: Trx,
  session: { id: string; userId: string; now: Date },
): Promise<void> {
  const { id, userId, now } = session
  await trx.insert(sessions).values({ id, userId, createdAt: now })
}

export interface NewRefreshToken {
  hash: Uint8Array
  sessionId: string
  now: Date
  expiresAt: Date
}

export async function insertRefreshToken(trx: Trx, token: NewRefreshToken): Promise<void> {
  const { hash, sessionId, now, expiresAt } = token
  await trx.insert(refreshTokens).values({ tokenHash: hash, sessionId, createdAt: now, expiresAt })
}
// #endregion

// #region refresh-tokens
/** The login of the token, which is spent now. Of parallel calls one gets it: the update decides. */
export async function spendRefreshToken(trx: Trx, hash: Uint8Array, now: Date): Promise<string | undefined> {
  const [row] = await trx
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(
      and(eq(refreshTokens.tokenHash, hash), isNull(refreshTokens.usedAt), gt(refreshTokens.expiresAt, now)),
    )
    .returning({ sessionId: refreshTokens.sessionId })
  return row?.sessionId
}

/** The login of a token that was spent before. */
export async function findSpentToken(db: Db, hash: Uint8Array): Promise<string | undefined> {
  const [row] = await db
    .select({ sessionId: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.tokenHash, hash), isNotNull(refreshTokens.usedAt)))
  return row?.sessionId
}

export async function revokeSession(db: Db, id: string, now: Date): Promise<void> {
  await revoke(db, eq(sessions.id, id), now)
}
// #endregion

// #region log-out
export async function revokeSessionOfToken(db: Db, hash: Uint8Array, now: Date): Promise<void> {
  const session = db
    .select({ id: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hash))
  await revoke(db, inArray(sessions.id, session), now)
}
// #endregion

export async function revokeSessionsOfUser(db: Db, userId: string, now: Date): Promise<void> {
  await revoke(db, eq(sessions.userId, userId), now)
}

export async function revokeOtherSessions(
  db: Db,
  keep: { userId: string; sessionId: string },
  now: Date,
): Promise<void> {
  await revoke(db, and(eq(sessions.userId, keep.userId), ne(sessions.id, keep.sessionId)), now)
}

async function revoke(db: Db, which: SQL | undefined, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(which, isNull(sessions.revokedAt)))
}
