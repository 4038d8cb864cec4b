import type { ListUsersQuery, User } from '@backend-rosetta/contract/users'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { type EntityManager, type FindOptionsWhere, ILike, Repository } from 'typeorm'
import { isUniqueViolation } from '../db/errors.ts'
import { containing, parseSort } from '../db/lists.ts'
import { DomainError } from '../problems.ts'
import { toUser, UserEntity } from './user.entity.ts'

export type NewUser = Pick<UserEntity, 'id' | 'email' | 'name' | 'passwordHash'>

@Injectable()
export class UsersRepository {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  // #region register-user
  /** Throws `email_taken`: the unique index decides, so that of parallel registrations exactly one wins. */
  async insertUser(user: NewUser): Promise<User> {
    const entity = this.users.create({ ...user, role: 'customer', active: true })
    await this.users.insert(entity).catch((error: unknown) => {
      throw isUniqueViolation(error, 'users_email_key') ? new DomainError({ code: 'email_taken' }) : error
    })
    return toUser(entity)
  }
  // #endregion

  // #region get-user
  async findUser(id: string): Promise<User | undefined> {
    const user = await this.users.findOneBy({ id })
    return user ? toUser(user) : undefined
  }
  // #endregion

  // #region log-in
  /** The user with this email, together with what its password is checked against. */
  findCredentials(email: string): Promise<UserEntity | null> {
    return this.users.findOne({ select: { id: true, active: true, passwordHash: true }, where: { email } })
  }
  // #endregion

  // #region change-user
  /** The user, locked against other changes until the end of the transaction. */
  lockUser(manager: EntityManager, id: string): Promise<UserEntity | null> {
    return manager.findOne(UserEntity, { where: { id }, lock: { mode: 'for_no_key_update' } })
  }

  async findPasswordHash(manager: EntityManager, id: string): Promise<string | null | undefined> {
    const user = await manager.findOne(UserEntity, {
      select: { id: true, passwordHash: true },
      where: { id },
    })
    return user?.passwordHash
  }

  /** Writes what was changed, if anything was, with the next version. */
  async saveUser(manager: EntityManager, user: UserEntity): Promise<User> {
    return toUser(await manager.save(user))
  }
  // #endregion

  // #region list-users
  async listUsers(query: ListUsersQuery): Promise<{ items: User[]; totalItems: number }> {
    const { page, limit } = query
    const [field, direction] = parseSort(query.sort)
    const [users, totalItems] = await this.users.findAndCount({
      where: matching(query),
      order: { [field]: direction, id: direction },
      skip: (page - 1) * limit,
      take: limit,
    })
    return { items: users.map(toUser), totalItems }
  }
  // #endregion

  // #region delete-user
  /** What is left says nothing about a person, and its orders stay (ACC-8). */
  async anonymiseUser(manager: EntityManager, user: UserEntity, now: Date): Promise<void> {
    const nobody = { email: '', name: '', passwordHash: null, active: false, deletedAt: now }
    await manager.update(UserEntity, user.id, nobody)
  }
  // #endregion
}

/** Alternatives: the words are looked for in the name or in the email. */
function matching({ search, role, active }: ListUsersQuery): FindOptionsWhere<UserEntity>[] {
  const filters = { ...(role && { role }), ...(active !== undefined && { active }) }
  if (search === undefined) return [filters]
  const pattern = ILike(containing(search))
  return [
    { ...filters, name: pattern },
    { ...filters, email: pattern },
  ]
}
