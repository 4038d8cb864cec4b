import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type { UpdateMe, UpdateUser, User } from '@backend-rosetta/contract/users'
import type { Auth } from '../auth/access.ts'
import { type Credentials, findCredentials } from '../auth/auth.queries.ts'
import { hashPassword, verifyPassword } from '../auth/passwords.ts'
import { revokeOtherSessions, revokeSessionsOfUser } from '../auth/sessions.commands.ts'
import type { Db, Queries, Trx } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { isId } from '../ids.ts'
import { bodyFault, DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import { toUser, type UserRow, userColumns } from './users.queries.ts'

export interface UserDeps {
  db: Db
  clock: () => Date
}

interface ByUser {
  auth: Auth
  guard: VersionGuard
}

interface ByAdmin {
  admin: User
  guard: VersionGuard
}

// #region update-me
export async function updateMe(
  { db, clock }: UserDeps,
  { name, password }: UpdateMe,
  { auth: { user, sessionId }, guard }: ByUser,
): Promise<User> {
  if (!guard(user.version)) throw new DomainError({ code: 'precondition_failed' })
  const replacement = password && (await replacePassword(db, user.email, password))
  return db.transaction(async (trx) => {
    const current = await lockUser(trx, user.id, guard)
    // Another request may have replaced the password while this one was looking at it.
    if (replacement && current.passwordHash !== replacement.current) throw wrongPassword()
    const changed = merge(current.user, { name })
    if (!replacement && isDeepStrictEqual(changed, current.user)) return current.user
    if (replacement) {
      await revokeOtherSessions(trx, { userId: user.id, sessionId }, clock())
      await trx.query(sql`update users set password_hash = ${replacement.next} where id = ${user.id}`)
    }
    return saveUser(trx, changed, clock())
  })
}
// #endregion

// #region update-user
interface UserChange {
  id: string
  changes: UpdateUser
}

export function updateUser(
  { db, clock }: UserDeps,
  { id, changes }: UserChange,
  { admin, guard }: ByAdmin,
): Promise<User> {
  return db.transaction(async (trx) => {
    const { user } = await lockUser(trx, id, guard)
    const changed = merge(user, changes)
    if (isDeepStrictEqual(changed, user)) return user
    const loses = changed.role !== 'admin' || !changed.active
    if (id === admin.id && loses) throw new DomainError({ code: 'forbidden' })
    if (!changed.active) await revokeSessionsOfUser(trx, id, clock())
    return saveUser(trx, changed, clock())
  })
}
// #endregion

// #region delete-user
/** What is left says nothing about a person, and its orders stay (ACC-8). */
export async function deleteUser(
  { db, clock }: UserDeps,
  id: string,
  { admin, guard }: ByAdmin,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockUser(trx, id, guard)
    if (id === admin.id) throw new DomainError({ code: 'forbidden' })
    const now = clock()
    await revokeSessionsOfUser(trx, id, now)
    await trx.query(sql`
      update users
      set email = '', name = '', password_hash = null, active = false,
          deleted_at = ${now}, updated_at = ${now}, version = version + 1
      where id = ${id}`)
  })
}
// #endregion

// #region change-user
/** The user, if it may be changed, locked until the end of the transaction. */
async function lockUser(trx: Trx, id: string, guard: VersionGuard): Promise<Credentials> {
  const [row] = isId(id)
    ? await trx.query<UserRow & { password_hash: string | null }>(sql`
        select ${userColumns}, password_hash from users
        where id = ${id} and deleted_at is null for no key update`)
    : []
  if (!row) throw notFound()
  if (!guard(row.version)) throw new DomainError({ code: 'precondition_failed' })
  return { user: toUser(row), passwordHash: row.password_hash }
}

/** The next version of the user, as it is given. */
async function saveUser(trx: Trx, { id, name, role, active }: User, now: Date): Promise<User> {
  const [row] = await trx.query<UserRow>(sql`
    update users
    set name = ${name}, role = ${role}, active = ${active}, version = version + 1, updated_at = ${now}
    where id = ${id}
    returning ${userColumns}`)
  if (!row) throw new TypeError(`the user ${id} was locked, and is gone`)
  return toUser(row)
}
// #endregion

/** Slow on purpose, so it is done before anything is locked. */
async function replacePassword(db: Queries, email: string, password: { current: string; new: string }) {
  const found = await findCredentials(db, email)
  if (!found || !(await verifyPassword(found.passwordHash, password.current))) throw wrongPassword()
  return { current: found.passwordHash, next: await hashPassword(password.new) }
}

function wrongPassword(): DomainError {
  const fault = bodyFault('/password/current', 'invalid_value', 'is not the current password')
  return new DomainError({ code: 'validation_failed', faults: [fault] })
}
