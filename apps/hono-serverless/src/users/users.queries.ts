import type { ListUsersQuery, User } from '@backend-rosetta/contract/users'
import { and, eq, ilike, isNull, or, sql } from 'drizzle-orm'
import type { Db, Trx } from '../db/database.ts'
import { containing, orderBy } from '../db/lists.ts'
import { users } from '../db/schema.ts'
import { DomainError } from '../problems.ts'

export interface NewUser {
  id: string
  email: string
  name: string
  passwordHash: string
  now: Date
}

export const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  active: users.active,
  createdAt: users.createdAt,
  updatedAt: users.updatedAt,
  version: users.version,
}

type UserRow = Pick<typeof users.$inferSelect, keyof typeof userColumns>

export function toUser({ createdAt, updatedAt, ...row }: UserRow): User {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}

/** Neither deleted nor, which is the same, anonymised. */
export const present = isNull(users.deletedAt)

const credentials = { ...userColumns, passwordHash: users.passwordHash }

// #region register-user
/** Throws `email_taken`: the unique index decides, so that of parallel registrations exactly one wins. */
export async function insertUser(db: Db, { now, ...user }: NewUser): Promise<User> {
  const [row] = await db
    .insert(users)
    .values({ ...user, role: 'customer', createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning(userColumns)
  if (!row) throw new DomainError({ code: 'email_taken' })
  return toUser(row)
}
// #endregion

// #region get-user
export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const [row] = await db
    .select(userColumns)
    .from(users)
    .where(and(eq(users.id, id), present))
  return row && toUser(row)
}
// #endregion

// #region log-in
/** The user with this email, and what its password is checked against. */
export async function findCredentials(db: Db, email: string) {
  const [row] = await db
    .select(credentials)
    .from(users)
    .where(and(eq(users.email, email), present))
  return row && withPassword(row)
}
// #endregion

// #region change-user
/** The user, locked against other changes until the end of the transaction. */
export async function lockUser(trx: Trx, id: string) {
  const [row] = await trx
    .select(credentials)
    .from(users)
    .where(and(eq(users.id, id), present))
    .for('no key update')
  return row && withPassword(row)
}
// #endregion

// #region list-users
export async function listUsers(
  db: Db,
  query: ListUsersQuery,
): Promise<{ items: User[]; totalItems: number }> {
  const { search, role, active, page, limit, sort } = query
  const pattern = search && containing(search)
  const matching = and(
    present,
    pattern ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
    role && eq(users.role, role),
    active === undefined ? undefined : eq(users.active, active),
  )
  const [rows, totalItems] = await Promise.all([
    db
      .select(userColumns)
      .from(users)
      .where(matching)
      .orderBy(...orderBy(sort, users))
      .limit(limit)
      .offset((page - 1) * limit),
    db.$count(users, matching),
  ])
  return { items: rows.map(toUser), totalItems }
}
// #endregion

// #region write-user
/** Writes the user as it is given, apart from its email, and the password where there is a new one. */
export async function writeUser(trx: Trx, user: User, passwordHash?: string): Promise<User> {
  const { id, name, role, active, version, updatedAt } = user
  const [row] = await trx
    .update(users)
    // What is undefined stays as it is.
    .set({ name, role, active, version, updatedAt: new Date(updatedAt), passwordHash })
    .where(eq(users.id, id))
    .returning(userColumns)
  if (!row) throw new TypeError(`the user ${id} is gone`)
  return toUser(row)
}
// #endregion

// #region delete-user
/** What is left says nothing about a person, and its orders stay (ACC-8). */
export async function anonymiseUser(trx: Trx, id: string, now: Date): Promise<void> {
  await trx
    .update(users)
    .set({
      ...{ email: '', name: '', passwordHash: null, active: false, deletedAt: now },
      ...{ updatedAt: now, version: sql`${users.version} + 1` },
    })
    .where(eq(users.id, id))
}
// #endregion

function withPassword({ passwordHash, ...row }: UserRow & { passwordHash: string | null }) {
  return { user: toUser(row), passwordHash }
}
