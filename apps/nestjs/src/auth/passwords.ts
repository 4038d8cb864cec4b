import { hash, verify } from '@node-rs/argon2'

/** Argon2id, as the OWASP Password Storage Cheat Sheet has it: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password that nobody has. */
const dummyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$iTSbmkmNHP+r3d1BfxiZxg$Op9a+g4MjyXHbiGb6stgg05FoKzu00lV1vsGUt8L+uE'

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Without a hash (no such account) it takes as long and is false. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(passwordHash ?? dummyHash, password)
  return matches && typeof passwordHash === 'string'
}
