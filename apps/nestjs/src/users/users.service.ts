import type { ListUsersQuery, UpdateMe, UpdateUser, User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import type { Auth } from '../auth/auth.ts'
import { hashPassword, verifyPassword } from '../auth/passwords.ts'
import { SessionsRepository } from '../auth/sessions.repository.ts'
import { Clock } from '../clock.ts'
import { isId } from '../ids.ts'
import { bodyFault, DomainError, notFound } from '../problems.ts'
import type { VersionGuard } from '../versions.ts'
import type { UserEntity } from './user.entity.ts'
import { UsersRepository } from './users.repository.ts'

interface ByAdmin {
  admin: User
  guard: VersionGuard
}

@Injectable()
export class UsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly clock: Clock,
  ) {}

  // #region list-users
  listUsers(query: ListUsersQuery): Promise<{ items: User[]; totalItems: number }> {
    return this.users.listUsers(query)
  }
  // #endregion

  // #region get-user
  /** Whom you may not read does not exist (ACC-9). */
  async getUser(id: string, reader: User): Promise<User> {
    const readable = isId(id) && (reader.role === 'admin' || reader.id === id)
    const user = readable ? await this.users.findUser(id) : undefined
    if (!user) throw notFound()
    return user
  }
  // #endregion

  // #region update-me
  async updateMe(
    { user, sessionId }: Auth,
    { name, password }: UpdateMe,
    guard: VersionGuard,
  ): Promise<User> {
    if (!guard(user.version)) throw new DomainError({ code: 'precondition_failed' })
    const replacement = password && (await this.replacePassword(user.email, password))
    return this.dataSource.transaction(async (manager) => {
      const current = await this.lock(manager, user.id, guard)
      if (name !== undefined) current.name = name
      if (replacement) {
        // Another request may have replaced the password while this one was looking at it.
        const passwordHash = await this.users.findPasswordHash(manager, user.id)
        if (passwordHash !== replacement.current) throw wrongPassword()
        current.passwordHash = replacement.next
        await this.sessions.revokeOtherSessions(manager, { userId: user.id, sessionId }, this.clock.now())
      }
      return this.users.saveUser(manager, current)
    })
  }
  // #endregion

  // #region update-user
  updateUser(id: string, changes: UpdateUser, { admin, guard }: ByAdmin): Promise<User> {
    return this.dataSource.transaction(async (manager) => {
      const user = await this.lock(manager, id, guard)
      const { name = user.name, role = user.role, active = user.active } = changes
      const loses = role !== 'admin' || !active
      if (id === admin.id && loses) throw new DomainError({ code: 'forbidden' })
      if (user.active && !active) await this.sessions.revokeSessionsOfUser(manager, id, this.clock.now())
      return this.users.saveUser(manager, Object.assign(user, { name, role, active }))
    })
  }
  // #endregion

  // #region delete-user
  async deleteUser(id: string, { admin, guard }: ByAdmin): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const user = await this.lock(manager, id, guard)
      if (id === admin.id) throw new DomainError({ code: 'forbidden' })
      await this.sessions.revokeSessionsOfUser(manager, id, this.clock.now())
      await this.users.anonymiseUser(manager, user, this.clock.now())
    })
  }
  // #endregion

  /** The user, if it may be changed, locked until the end of the transaction. */
  private async lock(manager: EntityManager, id: string, guard: VersionGuard): Promise<UserEntity> {
    const user = isId(id) ? await this.users.lockUser(manager, id) : undefined
    if (!user) throw notFound()
    if (!guard(user.version)) throw new DomainError({ code: 'precondition_failed' })
    return user
  }

  /** Slow on purpose, so it is done before anything is locked. */
  private async replacePassword(email: string, password: { current: string; new: string }) {
    const found = await this.users.findCredentials(email)
    if (!found || !(await verifyPassword(found.passwordHash, password.current))) throw wrongPassword()
    return { current: found.passwordHash, next: await hashPassword(password.new) }
  }
}

function wrongPassword(): DomainError {
  const fault = bodyFault('/password/current', 'invalid_value', 'is not the current password')
  return new DomainError({ code: 'validation_failed', faults: [fault] })
}
