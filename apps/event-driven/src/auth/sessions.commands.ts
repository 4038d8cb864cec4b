import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'

// #region refresh-tokens
export async function revokeSession(db: Queries, id: string, now: Date): Promise<void> {
  await db.query(sql`update sessions set revoked_at = ${now} where id = ${id} and revoked_at is null`)
}
// #endregion

// #region log-out
export async function revokeSessionOfToken(db: Queries, hash: Buffer, now: Date): Promise<void> {
  await db.query(sql`
    update sessions set revoked_at = ${now}
    where revoked_at is null and id = (select session_id from refresh_tokens where token_hash = ${hash})`)
}
// #endregion

export async function revokeSessionsOfUser(db: Queries, userId: string, now: Date): Promise<void> {
  await db.query(
    sql`update sessions set revoked_at = ${now} where user_id = ${userId} and revoked_at is null`,
  )
}

export async function revokeOtherSessions(
  db: Queries,
  keep: { userId: string; sessionId: string },
  now: Date,
): Promise<void> {
  await db.query(sql`
    update sessions set revoked_at = ${now}
    where user_id = ${keep.userId} and id <> ${keep.sessionId} and revoked_at is null`)
}
