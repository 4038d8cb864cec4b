import { adminOf, givenUser, password } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

describe('an account', () => {
  it('that is deactivated loses access at once, and its logins for good', async () => {
    const user = await givenUser(app)
    await change(user.id, { active: false }).expect(200)
    await app.http.get('/api/v1/users/me').set(user.headers).expect(401)
    await change(user.id, { active: true }).expect(200)
    await app.http.get('/api/v1/users/me').set(user.headers).expect(401)
  })

  it('that is demoted is no admin at the next request', async () => {
    const user = await givenUser(app, 'admin')
    await app.http.get('/api/v1/users').set(user.headers).expect(200)
    await change(user.id, { role: 'customer' }).expect(200)
    await app.http.get('/api/v1/users').set(user.headers).expect(403)
  })

  it('that is deleted says nothing about a person any more, and its email is free', async () => {
    const user = await givenUser(app)
    const { headers } = await adminOf(app)
    await app.http.delete(`/api/v1/users/${user.id}`).set(headers).expect(204)
    await app.http.get(`/api/v1/users/${user.id}`).set(headers).expect(404)
    await app.http.post('/api/v1/auth/register').send({ email: user.email, password, name: 'B' }).expect(201)
    const row = await app.db
      .selectFrom('users')
      .selectAll()
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ email: '', name: '', password_hash: null, active: false })
  })

  it('of an admin cannot be taken from them by themselves', async () => {
    const admin = await givenUser(app, 'admin')
    const self = app.http.patch(`/api/v1/users/${admin.id}`).set({ ...admin.headers, 'If-Match': '*' })
    await self.send({ role: 'customer' }).expect(403)
    await app.http.delete(`/api/v1/users/${admin.id}`).set(admin.headers).expect(403)
  })
})

describe('a changed password', () => {
  it('ends the other logins and keeps this one', async () => {
    const user = await givenUser(app)
    const { body: other } = await app.http
      .post('/api/v1/auth/login')
      .send({ email: user.email, password })
      .expect(200)
    const replacement = { current: password, new: 'a better password' }
    await changeMe(user.headers, { password: replacement }).expect(200)
    await app.http.get('/api/v1/users/me').set(user.headers).expect(200)
    await app.http.get('/api/v1/users/me').set('Authorization', `Bearer ${other.accessToken}`).expect(401)
  })

  it('needs the current one', async () => {
    const user = await givenUser(app)
    const replacement = { current: 'not the right password', new: 'a better password' }
    const { body } = await changeMe(user.headers, { name: 'Grace', password: replacement }).expect(422)
    expect(body.errors).toMatchObject([{ pointer: '/password/current', code: 'invalid_value' }])
    const { body: me } = await app.http.get('/api/v1/users/me').set(user.headers)
    expect(me).toMatchObject({ name: 'Ada', version: 1 })
  })

  it('is decided once when two requests replace the same one', async () => {
    const user = await givenUser(app)
    const replace = (next: string) => changeMe(user.headers, { password: { current: password, new: next } })
    const answers = await Promise.all([replace('the first new password'), replace('the second new password')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })
})

function changeMe(headers: Record<string, string>, body: object) {
  return app.http
    .patch('/api/v1/users/me')
    .set({ ...headers, 'If-Match': '*' })
    .send(body)
}

function change(id: string, body: object) {
  const patch = app.http.patch(`/api/v1/users/${id}`).set('If-Match', '*')
  return {
    async expect(status: number) {
      const { headers } = await adminOf(app)
      return patch.set(headers).send(body).expect(status)
    },
  }
}
