import type { ListUsersQuery, Role, User } from '@backend-rosetta/contract/users'
import type { Selectable } from 'kysely'
import type { Db, Trx } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { containing, parseSort } from '../db/lists.ts'
import type { Database } from '../db/schema.ts'
import { DomainError } from '../problems.ts'

export interface NewUser {
  id: string
  email: string
  name: string
  role: Role
  passwordHash: string
  now: Date
}

// #region register-user
/** Throws `email_taken`: the unique index decides, so that of parallel registrations exactly one wins. */
export async function insertUser(db: Db, { passwordHash, now, ...user }: NewUser): Promise<User> {
  const row = {
    ...user,
    password_hash: passwordHash,
    active: true,
    version: 1,
    created_at: now,
    updated_at: now,
  }
  try {
    return toUser(await db.insertInto('users').values(row).returning(userColumns).executeTakeFirstOrThrow())
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw new DomainError({ code: 'email_taken' })
    throw error
  }
}
// #endregion

// #region get-user
export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const row = await present(db).where('id', '=', id).executeTakeFirst()
  return row && toUser(row)
}
// #endregion

// #region log-in
/** The user with this email, and what its password is checked against. */
export async function findCredentials(db: Db, email: string) {
  const row = await present(db).select('password_hash').where('email', '=', email).executeTakeFirst()
  return row && { user: toUser(row), passwordHash: row.password_hash }
}
// #endregion

// #region change-user
/** The user, locked against other changes until the end of the transaction. */
export async function lockUser(trx: Trx, id: string) {
  const row = await present(trx)
    .select('password_hash')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && { user: toUser(row), passwordHash: row.password_hash }
}
// #endregion

// #region list-users
export async function listUsers(
  db: Db,
  query: ListUsersQuery,
): Promise<{ items: User[]; totalItems: number }> {
  const { search, role, active, page, limit } = query
  let matching = db.selectFrom('users').where('deleted_at', 'is', null)
  if (search !== undefined) {
    const pattern = containing(search)
    matching = matching.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('email', 'ilike', pattern)]))
  }
  if (role !== undefined) matching = matching.where('role', '=', role)
  if (active !== undefined) matching = matching.where('active', '=', active)

  const [field, direction] = parseSort(query.sort)
  const [rows, { count }] = await Promise.all([
    matching
      .select(userColumns)
      .orderBy(sortColumns[field], direction)
      .orderBy('id', direction)
      .limit(limit)
      .offset((page - 1) * limit)
      .execute(),
    matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ])
  return { items: rows.map(toUser), totalItems: count }
}
// #endregion

// #region write-user
/** Writes the user as it is given, apart from its email, and the password where there is a new one. */
export async function updateUser(trx: Trx, user: User, passwordHash?: string): Promise<User> {
  const { id, name, role, active, version, updatedAt } = user
  const row = await trx
    .updateTable('users')
    .set({ name, role, active, version, updated_at: new Date(updatedAt) })
    .$if(passwordHash !== undefined, (update) => update.set({ password_hash: passwordHash ?? null }))
    .where('id', '=', id)
    .returning(userColumns)
    .executeTakeFirstOrThrow()
  return toUser(row)
}
// #endregion

// #region delete-user
/** What is left says nothing about a person, and its orders stay (ACC-8). */
export async function anonymiseUser(trx: Trx, id: string, now: Date): Promise<void> {
  await trx
    .updateTable('users')
    .set({ email: '', name: '', password_hash: null, active: false, deleted_at: now, updated_at: now })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
// #endregion

export const userColumns = [
  'users.id',
  'users.email',
  'users.name',
  'users.role',
  'users.active',
  'users.version',
  'users.created_at',
  'users.updated_at',
] as const

type UserRow = Omit<Selectable<Database['users']>, 'password_hash' | 'deleted_at'>

export function toUser(row: UserRow): User {
  const { id, email, name, role, active, version } = row
  const createdAt = row.created_at.toISOString()
  const updatedAt = row.updated_at.toISOString()
  return { id, email, name, role, active, createdAt, updatedAt, version }
}

const sortColumns = { createdAt: 'created_at', email: 'email', name: 'name' } as const

function present(db: Db) {
  return db.selectFrom('users').select(userColumns).where('deleted_at', 'is', null)
}
