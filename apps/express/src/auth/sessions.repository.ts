import type { User } from '@backend-rosetta/contract/users'
import { compileOnce } from '../db/compile-once.ts'
import type { Db, Trx } from '../db/database.ts'
import { toUser, userColumns } from '../users/users.repository.ts'

// #region authenticate
/** Whose login this is, unless it was revoked or its user may not be here any more: one query per request. */
export async function findUserOfSession(db: Db, sessionId: string): Promise<User | undefined> {
  const row = await selectUserOfSession(db, sessionId)
  return row && toUser(row)
}

const selectUserOfSession = compileOnce((db, sessionId) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(userColumns)
    .where('sessions.id', '=', sessionId)
    .where('sessions.revoked_at', 'is', null)
    .where('users.active', '=', true)
    .where('users.deleted_at', 'is', null),
)
// #endregion

// #region log-in
export async function insertSession(
  trx: Trx,
  session: { id: string; userId: string; now: Date },
): Promise<void> {
  const { id, userId, now } = session
  await trx
    .insertInto('sessions')
    .values({ id, user_id: userId, created_at: now, revoked_at: null })
    .execute()
}

export interface NewRefreshToken {
  hash: Buffer
  sessionId: string
  now: Date
  expiresAt: Date
}

export async function insertRefreshToken(trx: Trx, token: NewRefreshToken): Promise<void> {
  const { hash, sessionId, now, expiresAt } = token
  await trx
    .insertInto('refresh_tokens')
    .values({
      token_hash: hash,
      session_id: sessionId,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
}
// #endregion

// #region refresh-tokens
/** The login of the token, which is spent now. Of parallel calls one gets it: the update decides. */
export async function spendRefreshToken(trx: Trx, hash: Buffer, now: Date): Promise<string | undefined> {
  const row = await trx
    .updateTable('refresh_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('session_id')
    .executeTakeFirst()
  return row?.session_id
}

/** The login of a token that was spent before. */
export async function findSpentToken(db: Db, hash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('refresh_tokens')
    .select('session_id')
    .where('token_hash', '=', hash)
    .where('used_at', 'is not', null)
    .executeTakeFirst()
  return row?.session_id
}

export async function revokeSession(db: Db, id: string, now: Date): Promise<void> {
  await live(db, now).where('id', '=', id).execute()
}
// #endregion

// #region log-out
export async function revokeSessionOfToken(db: Db, hash: Buffer, now: Date): Promise<void> {
  const session = db.selectFrom('refresh_tokens').select('session_id').where('token_hash', '=', hash)
  await live(db, now).where('id', 'in', session).execute()
}
// #endregion

export async function revokeSessionsOfUser(db: Db, userId: string, now: Date): Promise<void> {
  await live(db, now).where('user_id', '=', userId).execute()
}

export async function revokeOtherSessions(
  db: Db,
  keep: { userId: string; sessionId: string },
  now: Date,
): Promise<void> {
  await live(db, now).where('user_id', '=', keep.userId).where('id', '<>', keep.sessionId).execute()
}

function live(db: Db, now: Date) {
  return db.updateTable('sessions').set({ revoked_at: now }).where('revoked_at', 'is', null)
}
