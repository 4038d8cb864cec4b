import type { TokenPair } from '@backend-rosetta/contract/auth'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'

const refreshing = defineChecks('ACC-5', { level: 'secure' }, (check) => {
  check('ACC-5.1', 'a refresh token gives a new pair that works', async (t) => {
    const customer = await t.customer()
    const old = await customer.logIn()
    const pair = await renewed(t, old)
    t.expect(pair.refreshToken === old.refreshToken).equals(false, 'the refresh token is a new one')
    const me = t.status(await getMeWith(t, pair), 200)
    t.expect(me.id).equals(customer.id, 'the new access token is that of the user')
    await renewed(t, pair)
  })

  check('ACC-5.2', 'a spent refresh token revokes the whole login', async (t) => {
    const old = await (await t.customer()).logIn()
    const pair = await renewed(t, old)
    t.problem(await refresh(t, old.refreshToken), 'refresh_token_reused')
    t.problem(await refresh(t, pair.refreshToken), 'invalid_token')
    t.problem(await getMeWith(t, pair), 'invalid_token')
    t.problem(await getMeWith(t, old), 'invalid_token')
  })

  check('ACC-5.3', 'another login of the same user goes on', async (t) => {
    const customer = await t.customer()
    const [stolen, other] = [await customer.logIn(), await customer.logIn()]
    await renewed(t, stolen)
    t.problem(await refresh(t, stolen.refreshToken), 'refresh_token_reused')
    t.status(await getMeWith(t, other), 200)
    await renewed(t, other)
  })

  check('ACC-5.4', 'what the server never issued is invalid', async (t) => {
    const { accessToken, refreshToken } = await (await t.customer()).logIn()
    for (const token of ['abc', `${refreshToken}x`, refreshToken.slice(1), accessToken, 'é'.repeat(40)]) {
      t.problem(await refresh(t, token.slice(0, 512)), 'invalid_token')
    }
  })

  check('ACC-5.5', 'a refresh without a usable token is a fault', async (t) => {
    const pointer = '/refreshToken'
    t.faults(await t.anonymous.call('refreshTokens', { body: {} }), [{ pointer, code: 'required' }])
    t.faults(await t.anonymous.call('refreshTokens', { body: { refreshToken: 7 } }), [
      { pointer, code: 'invalid_type' },
    ])
    t.faults(await refresh(t, ''), [{ pointer, code: 'too_short' }])
    t.faults(await refresh(t, 'x'.repeat(513)), [{ pointer, code: 'too_long' }])
  })
})

const racing = defineChecks('ACC-5', { level: 'reliable' }, (check) => {
  check('ACC-5.6', 'of 8 parallel refreshes with one token exactly one wins', async (t) => {
    const { refreshToken } = await (await t.customer()).logIn()
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(t, refreshToken)))
    const winners = answers.filter(({ status }) => status === 200)
    t.expect(winners.length).equals(1, 'one refresh wins')
    for (const answer of answers) {
      if (answer.status !== 200) t.problem(answer, 'refresh_token_reused')
    }
  })
})

const logout = defineChecks('ACC-6', { level: 'secure' }, (check) => {
  check('ACC-6.1', 'after a logout neither token of the login works', async (t) => {
    const pair = await (await t.customer()).logIn()
    t.status(await logOut(t, pair.refreshToken), 204)
    t.problem(await refresh(t, pair.refreshToken), 'invalid_token')
    t.problem(await getMeWith(t, pair), 'invalid_token')
  })

  check('ACC-6.2', 'a logout can be repeated', async (t) => {
    const { refreshToken } = await (await t.customer()).logIn()
    t.status(await logOut(t, refreshToken), 204)
    t.status(await logOut(t, refreshToken), 204)
  })

  check('ACC-6.3', 'a token that is not known is no secret to ask about', async (t) => {
    t.status(await logOut(t, 'never-issued'), 204)
  })

  check('ACC-6.4', 'another login of the same user goes on', async (t) => {
    const customer = await t.customer()
    const [ended, other] = [await customer.logIn(), await customer.logIn()]
    t.status(await logOut(t, ended.refreshToken), 204)
    t.status(await getMeWith(t, other), 200)
    await renewed(t, other)
  })

  check('ACC-6.5', 'a logout ends what was refreshed from the login, too', async (t) => {
    const pair = await renewed(t, await (await t.customer()).logIn())
    t.status(await logOut(t, pair.refreshToken), 204)
    t.problem(await getMeWith(t, pair), 'invalid_token')
  })
})

/** The answer to a refresh. */
export function refresh(t: Context, refreshToken: string) {
  return t.anonymous.call('refreshTokens', { body: { refreshToken } })
}

/** The answer to `getMe` with the access token of `pair`. */
export function getMeWith(t: Context, pair: TokenPair) {
  return t.anonymous.call('getMe', { headers: { Authorization: `Bearer ${pair.accessToken}` } })
}

async function renewed(t: Context, pair: TokenPair): Promise<TokenPair> {
  return t.status(await refresh(t, pair.refreshToken), 200)
}

function logOut(t: Context, refreshToken: string) {
  return t.anonymous.call('logOut', { body: { refreshToken } })
}

export const checks = [...refreshing, ...racing, ...logout]
