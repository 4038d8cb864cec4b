import { randomBytes } from 'node:crypto'
import type { ProblemCode } from '@backend-rosetta/contract/problem-codes'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { claimsOf, forge } from './tokens.ts'

const always = defineChecks('ACC-4', { level: 'secure' }, (check) => {
  check('ACC-4.1', 'without credentials the answer is 401 with a challenge', async (t) => {
    const answer = await t.anonymous.call('getMe')
    t.problem(answer, 'unauthenticated')
    t.header(answer, 'WWW-Authenticate', /^Bearer\b/)
  })

  check('ACC-4.2', 'malformed credentials are no credentials', async (t) => {
    const token = await (await t.customer()).accessToken()
    for (const value of [
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      token,
      `Token ${token}`,
      `Bearer ${token} more`,
    ]) {
      await refused(t, value, 'unauthenticated')
    }
  })

  check('ACC-4.3', 'the name of the scheme has no case', async (t) => {
    const token = await (await t.customer()).accessToken()
    for (const scheme of ['bearer', 'BEARER']) {
      t.status(await t.anonymous.call('getMe', { headers: { Authorization: `${scheme} ${token}` } }), 200)
    }
  })

  check('ACC-4.4', 'what is no JWT is an invalid token', async (t) => {
    for (const token of ['abc', 'a.b.c', '..', 'eyJhbGciOiJIUzI1NiJ9.e30.']) {
      await refused(t, `Bearer ${token}`, 'invalid_token')
    }
  })

  check('ACC-4.5', 'a token without a signature (alg none) is refused', async (t) => {
    const token = await (await t.customer()).accessToken()
    for (const alg of ['none']) await refused(t, `Bearer ${forge(token, { alg })}`, 'invalid_token')
    const [head, payload] = token.split('.', 2)
    await refused(t, `Bearer ${head}.${payload}.`, 'invalid_token')
  })

  check('ACC-4.6', 'a token that another key signed is refused', async (t) => {
    const token = await (await t.customer()).accessToken()
    for (const key of ['secret', 'changeme', 'x'.repeat(32)]) {
      await refused(t, `Bearer ${forge(token, { key })}`, 'invalid_token')
    }
  })

  check('ACC-4.7', 'a token with changed claims or a cut signature is refused', async (t) => {
    const token = await (await t.customer()).accessToken()
    const [head, , signature = ''] = token.split('.')
    const payload = forge(token, { claims: { sub: t.admin.id } }).split('.')[1]
    await refused(t, `Bearer ${head}.${payload}.${signature}`, 'invalid_token')
    await refused(t, `Bearer ${token.slice(0, -4)}`, 'invalid_token')
  })

  check('ACC-4.8', 'a refresh token is no access token', async (t) => {
    const { refreshToken } = await (await t.customer()).logIn()
    await refused(t, `Bearer ${refreshToken}`, 'invalid_token')
  })

  check('ACC-4.9', 'the claims name issuer, audience, subject and end, and nothing private', async (t) => {
    const customer = await t.customer()
    const claims = claimsOf(t, await customer.accessToken())
    t.expect(claims['sub']).equals(customer.id, 'sub is the id of the user')
    for (const name of ['iss', 'aud', 'exp', 'iat']) {
      t.expect(claims[name] !== undefined).equals(true, `the token has the claim ${name}`)
    }
    const text = JSON.stringify(claims)
    t.expect(text).satisfies((json) => !json.includes(customer.email), 'the email is not in the token')
  })

  check('ACC-4.10', 'a token in the query or a cookie is not looked at', async (t) => {
    const token = await (await t.customer()).accessToken()
    const query = { access_token: token, token }
    t.problem(await t.anonymous.call('getMe', { query }), 'unauthenticated')
    t.problem(await t.anonymous.call('getMe', { headers: { Cookie: `token=${token}` } }), 'unauthenticated')
  })
})

const expiring = defineChecks('ACC-4', { level: 'secure', needs: ['process'] }, (check) => {
  check('ACC-4.11', 'an expired token is refused', async (t) => {
    const server = await t.server.launch({ env: { ACCESS_TOKEN_TTL_SECONDS: '3' }, shared: true })
    const { accessToken } = await (await server.t.freshCustomer()).logIn()
    await t.poll(() => refused(server.t, `Bearer ${accessToken}`, 'invalid_token'))
  })

  check('ACC-4.12', 'a token of another issuer or for another audience is refused', async (t) => {
    const key = randomBytes(32).toString('hex')
    const server = await t.server.launch({ env: { JWT_SECRET: key } })
    const { accessToken } = await (await server.t.freshCustomer()).logIn()
    const resigned = `Bearer ${forge(accessToken, { key })}`
    const answer = await server.t.anonymous.call('getMe', { headers: { Authorization: resigned } })
    // A server that signs in another way takes no token that is signed here.
    if (answer.status !== 200) return
    for (const claims of [{ iss: 'https://elsewhere.example' }, { aud: 'another-api' }]) {
      await refused(server.t, `Bearer ${forge(accessToken, { key, claims })}`, 'invalid_token')
    }
  })
})

async function refused(t: Context, authorization: string, code: ProblemCode): Promise<void> {
  const answer = await t.anonymous.call('getMe', { headers: { Authorization: authorization } })
  t.problem(answer, code)
  t.header(answer, 'WWW-Authenticate', /^Bearer\b/)
}

export const checks = [...always, ...expiring]
