import { cost, dummyHash, type Passwords } from '../auth/passwords.ts'

const options = { memoryCost: cost.memoryKiB, timeCost: cost.passes, parallelism: cost.lanes }

/** Argon2 in native code and on threads of its own, loaded when the first password comes. */
const argon2 = () => import('@node-rs/argon2')

export const nativePasswords: Passwords = {
  async hash(password) {
    const { hash } = await argon2()
    return hash(password, options)
  },

  async verify(passwordHash, password) {
    const { verify } = await argon2()
    const matches = await verify(passwordHash ?? dummyHash, password)
    return matches && typeof passwordHash === 'string'
  },
}
