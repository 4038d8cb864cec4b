import { base64url } from 'jose'
import { sha256 } from '../digest.ts'

/** 256 bits that nobody can guess, so that a plain SHA-256 of them is all that has to be stored. */
export function newRefreshToken(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)))
}

export function hashRefreshToken(token: string): Promise<Uint8Array> {
  return sha256(token)
}
