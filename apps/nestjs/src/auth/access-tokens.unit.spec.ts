import { ConfigModule } from '@nestjs/config'
import { JwtService, type JwtSignOptions } from '@nestjs/jwt'
import { Test } from '@nestjs/testing'
import { describe, expect, it } from 'vitest'
import { Clock } from '../clock.ts'
import { AccessTokens } from './access-tokens.ts'
import { jwtOptions } from './jwt-options.ts'

const secret = 'v3Qd7x2Rk9mZpL4tYbN8sWcE6hJfAgUe'
const sessionId = '01a1fad7-704e-74ef-be04-017eaaf65c98'
const start = new Date('2026-11-20T12:00:00.000Z')
const seconds = start.getTime() / 1000

describe('access token', () => {
  it('names the login until it expires', async () => {
    const time = { now: start }
    const tokens = await tokensAt(time)
    const token = tokens.sign('user', sessionId)
    time.now = new Date(start.getTime() + 899_000)
    expect(tokens.verify(token)).toBe(sessionId)
    time.now = new Date(start.getTime() + 900_000)
    expect(() => tokens.verify(token)).toThrow('invalid_token')
  })

  it('is accepted with the claims that the other cases spoil', async () => {
    const tokens = await tokensAt({ now: start })
    expect(tokens.verify(sign(claims))).toBe(sessionId)
  })

  it.each([
    ['signed by another server', () => sign(claims, { secret: `${secret}!` })],
    ['without a signature', () => sign(claims, { algorithm: 'none', secret: '' })],
    ['of another algorithm', () => sign(claims, { algorithm: 'HS384' })],
    ['for another audience', () => sign({ ...claims, aud: 'elsewhere' })],
    ['of another issuer', () => sign({ ...claims, iss: 'elsewhere' })],
    ['without an end', () => sign(without('exp'))],
    ['without a login that could exist', () => sign({ ...claims, sid: '1' })],
    ['without a login', () => sign(without('sid'))],
    ['no token at all', () => 'a.b.c'],
  ])('is refused when it is %s', async (_, make) => {
    const tokens = await tokensAt({ now: start })
    expect(() => tokens.verify(make())).toThrow('invalid_token')
  })
})

const claims = { sid: sessionId, sub: 'user', iss: 'backend-rosetta', aud: 'order-api', exp: seconds + 900 }

function without(name: 'exp' | 'sid'): object {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
}

function sign(payload: object, options: JwtSignOptions = {}): string {
  return new JwtService().sign(payload, { secret, algorithm: 'HS256', noTimestamp: true, ...options })
}

async function tokensAt(time: { now: Date }): Promise<AccessTokens> {
  const env = { JWT_SECRET: secret, ACCESS_TOKEN_TTL_SECONDS: 900 }
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot({ ignoreEnvFile: true, skipProcessEnv: true, load: [() => env] })],
    providers: [
      AccessTokens,
      { provide: JwtService, useValue: new JwtService(jwtOptions(secret)) },
      { provide: Clock, useValue: { now: () => time.now } },
    ],
  }).compile()
  return module.get(AccessTokens)
}
