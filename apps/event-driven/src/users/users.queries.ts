import type { ListUsersQuery, Role, User } from '@backend-rosetta/contract/users'
import type { Queries } from '../db/database.ts'
import { containing, parseSort } from '../db/lists.ts'
import { allOf, sql } from '../db/sql.ts'
import { isId } from '../ids.ts'
import { notFound } from '../problems.ts'

export interface UserRow {
  id: string
  email: string
  name: string
  role: Role
  active: boolean
  version: number
  created_at: Date
  updated_at: Date
}

export const userColumns = sql`
  users.id, users.email, users.name, users.role, users.active, users.version, users.created_at, users.updated_at`

export function toUser(row: UserRow): User {
  const { id, email, name, role, active, version } = row
  const createdAt = row.created_at.toISOString()
  const updatedAt = row.updated_at.toISOString()
  return { id, email, name, role, active, createdAt, updatedAt, version }
}

// #region get-user
/** Whom you may not read does not exist (ACC-9). */
export async function getUser(db: Queries, id: string, reader: User): Promise<User> {
  const readable = isId(id) && (reader.role === 'admin' || reader.id === id)
  const user = readable ? await findUser(db, id) : undefined
  if (!user) throw notFound()
  return user
}

async function findUser(db: Queries, id: string): Promise<User | undefined> {
  const [row] = await db.query<UserRow>(sql`
    select ${userColumns} from users where id = ${id} and deleted_at is null`)
  return row && toUser(row)
}
// #endregion

// #region list-users
export async function listUsers(db: Queries, query: ListUsersQuery) {
  const { search, role, active, page, limit } = query
  const pattern = search === undefined ? undefined : containing(search)
  const matching = allOf(
    sql`deleted_at is null`,
    pattern !== undefined && sql`(name ilike ${pattern} or email ilike ${pattern})`,
    role !== undefined && sql`role = ${role}`,
    active !== undefined && sql`active = ${active}`,
  )
  const [rows, [counted]] = await Promise.all([
    db.query<UserRow>(sql`
      select ${userColumns} from users where ${matching}
      order by ${orderOf(query.sort)} limit ${limit} offset ${(page - 1) * limit}`),
    db.query<{ count: number }>(sql`select count(*) from users where ${matching}`),
  ])
  return { items: rows.map(toUser), totalItems: counted?.count ?? 0 }
}
// #endregion

const columns = { createdAt: sql`created_at`, email: sql`email`, name: sql`name` } as const

/** Ties are broken by id (LIST-4). */
function orderOf(sort: ListUsersQuery['sort']) {
  const [field, direction] = parseSort(sort)
  return direction === 'asc' ? sql`${columns[field]}, id` : sql`${columns[field]} desc, id desc`
}
