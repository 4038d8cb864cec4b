import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { aUser, insert } from '../rows.ts'
import { useDatabase } from '../use-database.ts'

const database = useDatabase()

const anonymous = { email: '', name: '', password_hash: null, active: false, deleted_at: new Date() }

describe('users', () => {
  test('one account per email, whatever its case', async () => {
    const { pool } = database()
    await insert(pool, 'users', aUser({ email: 'ada@example.com' }))
    await expect(insert(pool, 'users', aUser({ email: 'Ada@Example.com' }))).rejects.toMatchObject({
      code: '23505',
      constraint: 'users_email_key',
    })
  })

  test('of twenty parallel registrations of one email one wins', async () => {
    const { pool, query } = database()
    const attempts = Array.from({ length: 20 }, () =>
      insert(pool, 'users', aUser({ email: 'race@example.com' })),
    )
    const results = await Promise.allSettled(attempts)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await query(`select from users where email = 'race@example.com'`)).rowCount).toBe(1)
  })

  test('the email of a deleted account can register again, and several accounts can be deleted', async () => {
    const { pool, query } = database()
    for (let round = 1; round <= 2; round += 1) {
      const user = aUser({ email: 'grace@example.com' })
      await insert(pool, 'users', user)
      await query(
        `update users set email = '', name = '', password_hash = null, active = false, deleted_at = now() where id = $1`,
        [user.id],
      )
    }
    await insert(pool, 'users', aUser({ email: 'grace@example.com' }))
  })

  test.each([
    ['users_role', { role: 'root' }],
    ['users_version', { version: 0 }],
    ['users_email_length', { email: `${'x'.repeat(250)}@x.io` }],
    ['users_name_length', { name: 'x'.repeat(101) }],
    ['users_present_is_named', { name: '' }],
    ['users_present_is_named', { password_hash: null }],
    ['users_deleted_is_anonymous', { ...anonymous, email: 'left@example.com' }],
    ['users_deleted_is_anonymous', { ...anonymous, name: 'Ada' }],
    ['users_deleted_is_anonymous', { ...anonymous, password_hash: 'hash' }],
    ['users_deleted_is_anonymous', { ...anonymous, active: true }],
  ])('%s refuses %o', async (constraint, changes) => {
    await expect(insert(database().pool, 'users', aUser(changes))).rejects.toMatchObject({ constraint })
  })
})

describe('refresh tokens', () => {
  async function aSession(): Promise<string> {
    const { pool } = database()
    const user = aUser()
    const id = v7()
    await insert(pool, 'users', user)
    await insert(pool, 'sessions', { id, user_id: user.id })
    return id
  }

  function aToken(sessionId: string, changes = {}) {
    return { token_hash: randomBytes(32), session_id: sessionId, expires_at: new Date(), ...changes }
  }

  test('a login has one unspent token at most', async () => {
    const { pool } = database()
    const session = await aSession()
    await insert(pool, 'refresh_tokens', aToken(session, { used_at: new Date() }))
    await insert(pool, 'refresh_tokens', aToken(session))
    await expect(insert(pool, 'refresh_tokens', aToken(session))).rejects.toMatchObject({
      constraint: 'refresh_tokens_one_unspent',
    })
  })

  test('a token is stored as its SHA-256', async () => {
    const token = aToken(await aSession(), { token_hash: Buffer.from('the token itself') })
    await expect(insert(database().pool, 'refresh_tokens', token)).rejects.toMatchObject({
      constraint: 'refresh_tokens_hash_is_sha256',
    })
  })

  test('a session belongs to an account', async () => {
    const session = { id: v7(), user_id: v7() }
    await expect(insert(database().pool, 'sessions', session)).rejects.toMatchObject({ code: '23503' })
  })
})
