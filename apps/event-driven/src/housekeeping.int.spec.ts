import { randomUUID } from 'node:crypto'
import { givenProduct, givenUser, orderOf } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test/support/test-app.ts'
import { sql } from './db/sql.ts'
import { tidy } from './housekeeping.ts'

const day = 86_400_000

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

it('keeps idempotency keys for more than a day, and logins as long as they can be refreshed', async () => {
  const { headers, refreshToken } = await givenUser(app)
  const request = orderOf([[await givenProduct(app), 1]])
  await app.http
    .post('/api/v1/orders')
    .set({ ...headers, 'Idempotency-Key': randomUUID() })
    .send(request)
    .expect(201)

  await tidy(app.db, after(1.5 * day))
  expect(await counts()).toEqual({ keys: 1, sessions: 2 })
  await app.http.post('/api/v1/auth/refresh').send({ refreshToken }).expect(200)

  await tidy(app.db, after(3 * day))
  expect(await counts()).toEqual({ keys: 0, sessions: 2 })

  await tidy(app.db, after(40 * day))
  expect(await counts()).toEqual({ keys: 0, sessions: 0 })
})

function after(milliseconds: number): Date {
  return new Date(Date.now() + milliseconds)
}

async function counts() {
  const [counted] = await app.db.query(sql`
    select (select count(*) from ordering.idempotency_keys) as keys, (select count(*) from sessions) as sessions`)
  return counted
}
