import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const given = {
  DATABASE_URL: 'postgres://app:pass@127.0.0.1/shop',
  PAYMENT_GATEWAY_URL: 'http://127.0.0.1:4010',
}
const secret = 'v3Qd7x2Rk9mZpL4tYbN8sWcE6hJfAgUe'

describe('readEnv', () => {
  it('has defaults for everything that a development server can do without', () => {
    expect(readEnv(given)).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3004,
      ACCESS_TOKEN_TTL_SECONDS: 900,
      LOGIN_MAX_FAILURES: 10,
      CORS_ORIGINS: [],
    })
  })

  it('takes an empty value for a missing one', () => {
    expect(readEnv({ ...given, PORT: '', JWT_SECRET: '' }).PORT).toBe(3004)
  })

  it('splits the list of origins', () => {
    const env = readEnv({ ...given, CORS_ORIGINS: 'https://a.example, https://b.example,' })
    expect(env.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example'])
  })

  it('names every faulty variable in one message', () => {
    const faulty = { PORT: '99999', LOG_LEVEL: 'loud', JWT_SECRET: 'short', DATABASE_URL: 'mysql://x' }
    expect(() => readEnv(faulty)).toThrow(
      /^The configuration .*\n {2}PORT must be .*\n {2}LOG_LEVEL .*\n {2}DATABASE_URL must be .*\n {2}PAYMENT_GATEWAY_URL is missing\n {2}JWT_SECRET must have/,
    )
  })

  it.each(['1e3', '0x10', '-1', '3004.5', ' 3004', 'NaN'])('refuses %j as a port', (PORT) => {
    expect(() => readEnv({ ...given, PORT })).toThrow(/PORT must be a whole number/)
  })

  it('accepts a secret of its own in production', () => {
    expect(readEnv({ ...given, NODE_ENV: 'production', JWT_SECRET: secret }).JWT_SECRET).toBe(secret)
  })

  it.each([
    ['missing', undefined],
    ['the one of development', readEnv(given).JWT_SECRET],
    ['a placeholder', 'change-me-change-me-change-me-change-me'],
    ['one character all over', 'x'.repeat(40)],
  ])('refuses a secret in production that is %s', (_, JWT_SECRET) => {
    const production = { ...given, NODE_ENV: 'production', ...(JWT_SECRET && { JWT_SECRET }) }
    expect(() => readEnv(production)).toThrow(/JWT_SECRET is (missing|a placeholder)/)
  })
})
