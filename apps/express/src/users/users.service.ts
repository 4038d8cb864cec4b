import { isDeepStrictEqual } from 'node:util'
import { merge } from '@backend-rosetta/contract/merge'
import type { ListUsersQuery, UpdateMe, UpdateUser, User } from '@backend-rosetta/contract/users'
import type { Auth } from '../auth/authenticate.ts'
import { hashPassword, verifyPassword } from '../auth/passwords.ts'
import * as sessions from '../auth/sessions.repository.ts'
import type { Db, Trx } from '../db/database.ts'
import { isId } from '../ids.ts'
import { bodyFault, DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import * as users from './users.repository.ts'

interface Deps {
  db: Db
  clock: () => Date
}

export type UserService = ReturnType<typeof createUserService>

export function createUserService({ db, clock }: Deps) {
  /** The user, if it may be changed, locked until the end of the transaction. */
  async function lock(trx: Trx, id: string, guard: VersionGuard) {
    const found = isId(id) ? await users.lockUser(trx, id) : undefined
    if (!found) throw notFound()
    if (!guard(found.user.version)) throw new DomainError({ code: 'precondition_failed' })
    return found
  }

  function nextVersion(user: User): User {
    return { ...user, version: user.version + 1, updatedAt: clock().toISOString() }
  }

  return {
    // #region list-users
    listUsers(query: ListUsersQuery) {
      return users.listUsers(db, query)
    },
    // #endregion

    // #region get-user
    /** Whom you may not read does not exist (ACC-9). */
    async getUser(id: string, reader: User): Promise<User> {
      const readable = isId(id) && (reader.role === 'admin' || reader.id === id)
      const user = readable ? await users.findUser(db, id) : undefined
      if (!user) throw notFound()
      return user
    },
    // #endregion

    // #region update-me
    async updateMe(
      { user, sessionId }: Auth,
      { name, password }: UpdateMe,
      guard: VersionGuard,
    ): Promise<User> {
      if (!guard(user.version)) throw new DomainError({ code: 'precondition_failed' })
      const replacement = password && (await replacePassword(db, user.email, password))
      return db.transaction().execute(async (trx) => {
        const current = await lock(trx, user.id, guard)
        // Another request may have replaced the password while this one was looking at it.
        if (replacement && current.passwordHash !== replacement.current) throw wrongPassword()
        const changed = merge(current.user, { name })
        if (!replacement && isDeepStrictEqual(changed, current.user)) return current.user
        if (replacement) await sessions.revokeOtherSessions(trx, { userId: user.id, sessionId }, clock())
        return users.updateUser(trx, nextVersion(changed), replacement?.next)
      })
    },
    // #endregion

    // #region update-user
    updateUser(id: string, changes: UpdateUser, { admin, guard }: ByAdmin): Promise<User> {
      return db.transaction().execute(async (trx) => {
        const { user } = await lock(trx, id, guard)
        const changed = merge(user, changes)
        if (isDeepStrictEqual(changed, user)) return user
        const loses = changed.role !== 'admin' || !changed.active
        if (id === admin.id && loses) throw new DomainError({ code: 'forbidden' })
        if (!changed.active) await sessions.revokeSessionsOfUser(trx, id, clock())
        return users.updateUser(trx, nextVersion(changed))
      })
    },
    // #endregion

    // #region delete-user
    async deleteUser(id: string, { admin, guard }: ByAdmin): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await lock(trx, id, guard)
        if (id === admin.id) throw new DomainError({ code: 'forbidden' })
        await sessions.revokeSessionsOfUser(trx, id, clock())
        await users.anonymiseUser(trx, id, clock())
      })
    },
    // #endregion
  }
}

interface ByAdmin {
  admin: User
  guard: VersionGuard
}

/** Slow on purpose, so it is done before anything is locked. */
async function replacePassword(db: Db, email: string, password: { current: string; new: string }) {
  const found = await users.findCredentials(db, email)
  if (!found || !(await verifyPassword(found.passwordHash, password.current))) throw wrongPassword()
  return { current: found.passwordHash, next: await hashPassword(password.new) }
}

function wrongPassword(): DomainError {
  const fault = bodyFault('/password/current', 'invalid_value', 'is not the current password')
  return new DomainError({ code: 'validation_failed', faults: [fault] })
}
