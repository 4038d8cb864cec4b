import { createHash, randomBytes } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { inTransaction, run } from './database.ts'
import { only } from './reading.ts'
import { login } from './statements.ts'

interface Credentials {
  email: string
  password: string
}

/** The access token is the id of the login itself: nothing is signed, so nothing has to be verified later. */
export async function logIn(pool: pg.Pool, { email, password }: Credentials): Promise<object> {
  await run(pool, login.failures, [email])
  const user = only(await run<{ id: string; password_hash: string }>(pool, login.credentials, [email]))
  if (!(await verify(user.password_hash, password))) throw new TypeError('wrong password')
  const sessionId = uuidv7()
  const refreshToken = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(refreshToken).digest()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 2_592_000_000)
  await inTransaction(pool, async (client) => {
    await run(client, login.session, [sessionId, user.id, now])
    await run(client, login.refreshToken, [hash, sessionId, now, expiresAt])
  })
  return { accessToken: sessionId, tokenType: 'Bearer', expiresIn: 900, refreshToken }
}
