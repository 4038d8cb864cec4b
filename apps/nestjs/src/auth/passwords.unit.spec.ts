import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

it('verifies a password with any characters against its hash', async () => {
  const password = ' \u0000 pässwörd 🔑 '
  const hash = await hashPassword(password)
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  await expect(verifyPassword(hash, password)).resolves.toBe(true)
  await expect(verifyPassword(hash, password.trim())).resolves.toBe(false)
})

it.each([null, undefined])('is false without a hash (%s)', async (hash) => {
  await expect(verifyPassword(hash, 'correct horse battery')).resolves.toBe(false)
})
