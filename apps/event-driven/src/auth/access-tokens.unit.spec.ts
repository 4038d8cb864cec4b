import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createAccessTokens } from './access-tokens.ts'

const secret = 'v3Qd7x2Rk9mZpL4tYbN8sWcE6hJfAgUe'
const sessionId = '01a1fad7-704e-74ef-be04-017eaaf65c98'
const start = new Date('2026-11-20T12:00:00.000Z')

function tokensAt(time: { now: Date }, key = secret) {
  return createAccessTokens({ secret: key, ttlSeconds: 900, clock: () => time.now })
}

describe('access token', () => {
  it('names the login until it expires', async () => {
    const time = { now: start }
    const tokens = tokensAt(time)
    const token = await tokens.sign('user', sessionId)
    await expect(tokens.verify(token)).resolves.toBe(sessionId)
    time.now = new Date(start.getTime() + 899_000)
    await expect(tokens.verify(token)).resolves.toBe(sessionId)
    time.now = new Date(start.getTime() + 900_000)
    await expect(tokens.verify(token)).rejects.toThrow('invalid_token')
    await expect(tokensAt(time).verify(token)).rejects.toThrow('invalid_token')
  })

  it('is accepted with the claims that the other cases spoil', async () => {
    await expect(tokensAt({ now: start }).verify(await sign('HS256', claims))).resolves.toBe(sessionId)
  })

  it.each([
    ['signed by another server', () => tokensAt({ now: start }, `${secret}!`).sign('user', sessionId)],
    ['without a signature', () => new UnsecuredJWT(claims).encode()],
    ['of another algorithm', () => sign('HS384', claims)],
    ['for another audience', () => sign('HS256', { ...claims, aud: 'elsewhere' })],
    ['of another issuer', () => sign('HS256', { ...claims, iss: 'elsewhere' })],
    ['without an end', () => sign('HS256', { ...claims, exp: undefined })],
    ['without a login that could exist', () => sign('HS256', { ...claims, sid: '1' })],
    ['without a login', () => sign('HS256', { ...claims, sid: undefined })],
    ['no token at all', () => 'a.b.c'],
  ])('is refused when it is %s', async (_, make) => {
    await expect(tokensAt({ now: start }).verify(await make())).rejects.toThrow('invalid_token')
  })
})

const claims = {
  sid: sessionId,
  sub: 'user',
  iss: 'backend-rosetta',
  aud: 'order-api',
  exp: start.getTime() / 1000 + 900,
}

function sign(alg: string, payload: Record<string, string | number | undefined>): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))
}
