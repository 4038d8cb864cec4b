import { merge } from '@backend-rosetta/contract/merge'
import type { UpdateMe, UpdateUser, User } from '@backend-rosetta/contract/users'
import type { Passwords } from '../auth/passwords.ts'
import * as sessions from '../auth/sessions.queries.ts'
import type { Auth } from '../context.ts'
import type { Db, Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { bodyFault, DomainError, notFound } from '../problems.ts'
import { isSame } from '../same.ts'
import type { VersionGuard } from '../versions.ts'
import * as users from './users.queries.ts'

interface Deps {
  db: Db
  clock: () => Date
}

interface ByAdmin {
  admin: User
  guard: VersionGuard
}

// #region get-user
/** Whom you may not read does not exist (ACC-9). */
export async function getUser(db: Db, id: string, reader: User): Promise<User> {
  const readable = isId(id) && (reader.role === 'admin' || reader.id === id)
  const user = readable ? await users.findUser(db, id) : undefined
  if (!user) throw notFound()
  return user
}
// #endregion

// #region update-me
export async function updateMe(
  deps: Deps & { passwords: Passwords },
  { user, sessionId }: Auth,
  { name, password, guard }: UpdateMe & { guard: VersionGuard },
): Promise<User> {
  if (!guard(user.version)) throw new DomainError({ code: 'precondition_failed' })
  const replacement = password && (await replacePassword(deps, user.email, password))
  return deps.db.transaction(async (trx) => {
    const current = await lock(trx, user.id, guard)
    // Another request may have replaced the password while this one was looking at it.
    if (replacement && current.passwordHash !== replacement.current) throw wrongPassword()
    const changed = merge(current.user, { name })
    if (!replacement && isSame(changed, current.user)) return current.user
    const now = deps.clock()
    if (replacement) await sessions.revokeOtherSessions(trx, { userId: user.id, sessionId }, now)
    return users.writeUser(trx, nextVersion(changed, now), replacement?.next)
  })
}
// #endregion

// #region update-user
export function updateUser(
  { db, clock }: Deps,
  id: string,
  { admin, guard, ...changes }: UpdateUser & ByAdmin,
): Promise<User> {
  return db.transaction(async (trx) => {
    const { user } = await lock(trx, id, guard)
    const changed = merge(user, changes)
    if (isSame(changed, user)) return user
    const loses = changed.role !== 'admin' || !changed.active
    if (id === admin.id && loses) throw new DomainError({ code: 'forbidden' })
    const now = clock()
    if (!changed.active) await sessions.revokeSessionsOfUser(trx, id, now)
    return users.writeUser(trx, nextVersion(changed, now))
  })
}
// #endregion

// #region delete-user
export async function deleteUser({ db, clock }: Deps, id: string, { admin, guard }: ByAdmin): Promise<void> {
  await db.transaction(async (trx) => {
    await lock(trx, id, guard)
    if (id === admin.id) throw new DomainError({ code: 'forbidden' })
    const now = clock()
    await sessions.revokeSessionsOfUser(trx, id, now)
    await users.anonymiseUser(trx, id, now)
  })
}
// #endregion

/** The user, if it may be changed, locked until the end of the transaction. */
async function lock(trx: Trx, id: string, guard: VersionGuard) {
  const found = isId(id) ? await users.lockUser(trx, id) : undefined
  if (!found) throw notFound()
  if (!guard(found.user.version)) throw new DomainError({ code: 'precondition_failed' })
  return found
}

function nextVersion(user: User, now: Date): User {
  return { ...user, version: user.version + 1, updatedAt: now.toISOString() }
}

/** Slow on purpose, so it is done before anything is locked. */
async function replacePassword(
  { db, passwords }: { db: Db; passwords: Passwords },
  email: string,
  { current, new: next }: { current: string; new: string },
) {
  const found = await users.findCredentials(db, email)
  if (!found || !(await passwords.verify(found.passwordHash, current))) throw wrongPassword()
  return { current: found.passwordHash, next: await passwords.hash(next) }
}

function wrongPassword(): DomainError {
  const fault = bodyFault('/password/current', 'invalid_value', 'is not the current password')
  return new DomainError({ code: 'validation_failed', faults: [fault] })
}
