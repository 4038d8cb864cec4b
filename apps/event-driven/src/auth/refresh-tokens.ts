import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that nobody can guess, so that a plain SHA-256 of them is all that has to be stored. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
