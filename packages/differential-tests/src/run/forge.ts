import { createHmac, randomBytes } from 'node:crypto'
import type { Bindings } from './bindings.ts'

/** The binding under which the secret of a server stands, where it was started here. */
export const secretSymbol = 'secret'

const hour = 3600

/**
 * A token that looks like one that was issued and is not valid: signed otherwise, for nobody, or long ago. One that is
 * expired is signed as the server signs where its secret is known.
 */
export function forge(how: string, token: string, bindings: Bindings): string {
  const [head = '', payload = '', signature = ''] = token.split('.')
  switch (how) {
    case 'unsigned':
      return `${encoded({ alg: 'none', typ: 'JWT' })}.${payload}.`
    case 'foreign':
      return signed(head, payload, randomBytes(32))
    case 'expired':
      return signed(head, expired(payload), secretOf(bindings))
    default:
      return `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  }
}

function secretOf(bindings: Bindings): string | Buffer {
  const secret = bindings.get(secretSymbol)
  return typeof secret === 'string' ? secret : randomBytes(32)
}

function signed(head: string, payload: string, secret: string | Buffer): string {
  const signature = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url')
  return `${head}.${payload}.${signature}`
}

function expired(payload: string): string {
  const claims: unknown = parsed(payload)
  const now = Math.floor(Date.now() / 1000)
  return encoded({
    ...(claims !== null && typeof claims === 'object' && claims),
    iat: now - 2 * hour,
    exp: now - hour,
  })
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  } catch {
    return null
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
