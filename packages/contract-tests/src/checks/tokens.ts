import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Context } from '../context.ts'

const claimsSchema = z.record(z.string(), z.unknown())

/** The claims of a JWT, unverified. Source: RFC 7519. */
export function claimsOf(t: Context, token: string): Record<string, unknown> {
  const parts = token.split('.')
  t.expect(parts.length).equals(3, 'the access token is a signed JWT of three parts')
  return decode(parts[1])
}

/** The same claims, changed, with a signature that only fits another key; `none` has no signature. */
export function forge(token: string, changes: { alg?: string; claims?: object; key?: string }): string {
  const [head, payload] = token.split('.', 2)
  const header = { ...decode(head), alg: changes.alg ?? 'HS256' }
  const signed = `${encode(header)}.${encode({ ...decode(payload), ...changes.claims })}`
  if (header.alg === 'none') return `${signed}.`
  return `${signed}.${createHmac('sha256', changes.key ?? 'secret')
    .update(signed)
    .digest('base64url')}`
}

function decode(part = ''): Record<string, unknown> {
  return claimsSchema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
