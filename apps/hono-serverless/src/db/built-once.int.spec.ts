import { demoAdmin, demoCustomer } from '@backend-rosetta/database/demo'
import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { builtOnce } from './built-once.ts'
import { type Database, type Db, openDatabase } from './database.ts'
import { users } from './schema.ts'

let database: TestDatabase
let opened: Database

beforeAll(async () => {
  database = await createTestDatabase({ seeded: true })
  opened = open()
})

afterAll(async () => {
  await opened.close()
  await database.drop()
})

const filters = { active: eq(users.active, true), admin: eq(users.role, 'admin') }

function namesByEmail() {
  const build = vi.fn((db: Db, ...given: (keyof typeof filters)[]) => {
    const isThis = eq(users.email, sql.placeholder('email'))
    const which = and(isThis, ...given.map((name) => filters[name]))
    return db.select({ name: users.name }).from(users).where(which).prepare('')
  })
  return { build, nameOf: builtOnce(build) }
}

it('builds a query once and runs it with what it is given each time', async () => {
  const { build, nameOf } = namesByEmail()
  expect(await nameOf(opened.db).execute({ email: demoAdmin.email })).toEqual([{ name: demoAdmin.name }])
  expect(await nameOf(opened.db).execute({ email: demoCustomer.email })).toEqual([
    { name: demoCustomer.name },
  ])
  expect(build).toHaveBeenCalledOnce()
})

it('builds another one for other names', async () => {
  const { build, nameOf } = namesByEmail()
  for (const _ of [1, 2]) {
    expect(await nameOf(opened.db, 'active').execute({ email: demoCustomer.email })).toHaveLength(1)
    expect(await nameOf(opened.db, 'active', 'admin').execute({ email: demoCustomer.email })).toEqual([])
  }
  expect(build).toHaveBeenCalledTimes(2)
})

it('runs in the transaction that it is given, and at the database that it is given', async () => {
  const { nameOf } = namesByEmail()
  const email = demoAdmin.email
  await nameOf(opened.db).execute({ email })
  const within = opened.db.transaction(async (trx) => {
    await trx.update(users).set({ name: 'Renamed' }).where(eq(users.email, email))
    expect(await nameOf(trx).execute({ email })).toEqual([{ name: 'Renamed' }])
    const other = open()
    expect(await nameOf(other.db).execute({ email })).toEqual([{ name: demoAdmin.name }])
    await other.close()
    trx.rollback()
  })
  await expect(within).rejects.toThrow('Rollback')
  expect(await nameOf(opened.db).execute({ email })).toEqual([{ name: demoAdmin.name }])
})

function open(): Database {
  return openDatabase({
    url: database.url,
    size: 1,
    applicationName: 'built-once spec',
    onIdleError: () => undefined,
  })
}
