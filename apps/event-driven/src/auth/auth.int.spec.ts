import { randomUUID } from 'node:crypto'
import { givenUser, password } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'
import { sql } from '../db/sql.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

describe('registration', () => {
  it('of one email in parallel makes one account', async () => {
    const email = `${randomUUID()}@example.com`
    const register = (given: string) =>
      app.http.post('/api/v1/auth/register').send({ email: given, password, name: 'A' })
    const answers = await Promise.all([
      register(email),
      register(email.toUpperCase()),
      register(` ${email} `),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })
})

describe('login', () => {
  it('is locked for one email after ten failures, on every instance, for the right password too', async () => {
    const { email } = await givenUser(app)
    const second = await app.startSecond()
    for (let failure = 0; failure < 10; failure++) {
      await logIn(failure % 2 ? second : app, email, 'not the right password').expect(401)
    }
    const locked = await logIn(second, email, password).expect(429)
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
    await app.http.post('/api/v1/auth/login').send({ email }).expect(429)
    const { email: other } = await givenUser(app)
    await logIn(app, other, password).expect(200)
  })

  it('tells nobody whether an account exists', async () => {
    const { email } = await givenUser(app)
    const wrong = await logIn(app, email, 'not the right password').expect(401)
    const unknown = await logIn(app, `${randomUUID()}@example.com`, password).expect(401)
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  })
})

describe('refresh', () => {
  it('with a spent token ends the login, its access tokens included', async () => {
    const { refreshToken } = await givenUser(app)
    const { body: pair } = await refresh(refreshToken).expect(200)
    const access = { Authorization: `Bearer ${pair.accessToken}` }
    await app.http.get('/api/v1/users/me').set(access).expect(200)

    expect((await refresh(refreshToken).expect(401)).body.code).toBe('refresh_token_reused')
    expect((await app.http.get('/api/v1/users/me').set(access).expect(401)).body.code).toBe('invalid_token')
    expect((await refresh(pair.refreshToken).expect(401)).body.code).toBe('invalid_token')
  })

  it('in parallel succeeds once', async () => {
    const { refreshToken } = await givenUser(app)
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('with an expired token is refused', async () => {
    const { id, refreshToken } = await givenUser(app)
    await app.db.query(sql`
      update refresh_tokens set expires_at = now() - interval '1 second'
      where session_id in (select id from sessions where user_id = ${id})`)
    expect((await refresh(refreshToken).expect(401)).body.code).toBe('invalid_token')
  })
})

describe('refresh tokens', () => {
  it('are stored as hashes', async () => {
    const { refreshToken } = await givenUser(app)
    const rows = await app.db.query<{ token_hash: Buffer }>(sql`select token_hash from refresh_tokens`)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some(({ token_hash }) => token_hash.toString().includes(refreshToken))).toBe(false)
  })
})

function logIn({ http }: Pick<TestApp, 'http'>, email: string, given: string) {
  return http.post('/api/v1/auth/login').send({ email, password: given })
}

function refresh(refreshToken: string) {
  return app.http.post('/api/v1/auth/refresh').send({ refreshToken })
}
