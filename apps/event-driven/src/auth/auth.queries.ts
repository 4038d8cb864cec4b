import type { User } from '@backend-rosetta/contract/users'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { toUser, type UserRow, userColumns } from '../users/users.queries.ts'

// #region authenticate
/** Whose login this is, unless it was revoked or its user may not be here any more: one query per request. */
export async function findUserOfSession(db: Queries, sessionId: string): Promise<User | undefined> {
  const [row] = await db.query<UserRow>(sql`
    select ${userColumns}
    from sessions join users on users.id = sessions.user_id
    where sessions.id = ${sessionId} and sessions.revoked_at is null
      and users.active and users.deleted_at is null`)
  return row && toUser(row)
}
// #endregion

// #region log-in
export interface Credentials {
  user: User
  passwordHash: string | null
}

/** The user with this email, and what its password is checked against. */
export async function findCredentials(db: Queries, email: string): Promise<Credentials | undefined> {
  const [row] = await db.query<UserRow & { password_hash: string | null }>(sql`
    select ${userColumns}, password_hash from users where email = ${email} and deleted_at is null`)
  return row && { user: toUser(row), passwordHash: row.password_hash }
}
// #endregion
