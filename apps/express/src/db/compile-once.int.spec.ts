import { demoAdmin, demoCustomer, demoInactiveCustomer } from '@backend-rosetta/database/demo'
import { createTestDatabase, type TestDatabase } from '@backend-rosetta/database/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { compileOnce } from './compile-once.ts'
import { createDatabase, type Db } from './database.ts'
import { createPool } from './pool.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase({ seeded: true })
  db = createDatabase(createPool({ url: database.url, size: 1, onIdleError: () => undefined }))
})

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

it('builds a query once and runs it with what it is given each time', async () => {
  const build = vi.fn((db: Db) => db.selectFrom('users').select('name').where('active', '=', true))
  const nameOf = compileOnce((db, email) => build(db).where('email', '=', email))

  expect(await nameOf(db, demoAdmin.email)).toEqual({ name: demoAdmin.name })
  expect(await nameOf(db, demoCustomer.email)).toEqual({ name: demoCustomer.name })
  expect(await nameOf(db, demoInactiveCustomer.email)).toBeUndefined()
  expect(build).toHaveBeenCalledOnce()
})

it('is part of the transaction that it is run in', async () => {
  const byEmail = compileOnce((db, email) => db.selectFrom('users').select('name').where('email', '=', email))
  await byEmail(db, demoAdmin.email)
  const within = await db.transaction().execute(async (trx) => {
    await trx.updateTable('users').set({ name: 'Renamed' }).where('email', '=', demoAdmin.email).execute()
    return byEmail(trx, demoAdmin.email)
  })
  expect(within).toEqual({ name: 'Renamed' })
})
