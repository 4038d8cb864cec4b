import { loginSchema, refreshTokenSchema } from '@backend-rosetta/contract/auth'
import { type Answer, jsonType, Refusal } from './answer.ts'
import type { Call } from './call.ts'
import type { Login, State } from './state.ts'
import { symbolOf } from './symbols.ts'
import { Anything } from './template.ts'

/** ACC-3. */
const mostFailures = 10

/** ACC-3: the fifth step of HTTP-12, whatever else is wrong with the body. */
export function refuseGuessing(state: State, body: unknown): void {
  const email = body !== null && typeof body === 'object' && 'email' in body ? body.email : undefined
  if (typeof email !== 'string') return
  const failures = state.failures[email.trim().toLowerCase()] ?? 0
  if (failures >= mostFailures) throw new Refusal('rate_limited')
}

/** ACC-2. */
export function logIn({ state, key, body }: Call): Answer {
  const { email, password } = loginSchema.parse(body)
  const user = state.users.find((one) => one.email === email && !one.deleted)
  if (!user?.active || user.password !== password) {
    state.failures[email] = (state.failures[email] ?? 0) + 1
    throw new Refusal('invalid_credentials')
  }
  const login = { name: key, userId: user.id, revoked: false }
  state.logins.push(login)
  return issue(state, login, key)
}

/** ACC-5. */
export function refreshTokens({ state, key, body }: Call): Answer {
  const { refreshToken } = refreshTokenSchema.parse(body)
  const token = state.refreshTokens.find(({ symbol }) => symbol === refreshToken)
  const login = state.logins.find(({ name }) => name === token?.login)
  if (!token || !login) throw new Refusal('invalid_token')
  if (token.spent) {
    login.revoked = true
    throw new Refusal('refresh_token_reused')
  }
  const user = state.users.find(({ id }) => id === login.userId)
  if (login.revoked || !user?.active || user.deleted) throw new Refusal('invalid_token')
  token.spent = true
  return issue(state, login, key)
}

/** ACC-6. */
export function logOut({ state, body }: Call): Answer {
  const { refreshToken } = refreshTokenSchema.parse(body)
  const token = state.refreshTokens.find(({ symbol }) => symbol === refreshToken)
  for (const login of state.logins) if (login.name === token?.login) login.revoked = true
  return { status: 204, headers: {} }
}

function issue(state: State, login: Login, key: string): Answer {
  const name = key === login.name ? key : `${login.name}.${key}`
  const refreshToken = symbolOf('refresh', name)
  state.refreshTokens.push({ symbol: refreshToken, login: login.name, spent: false })
  const body = {
    accessToken: symbolOf('access', name),
    tokenType: 'Bearer',
    expiresIn: new Anything('what the configuration says'),
    refreshToken,
  }
  return { status: 200, headers: { 'content-type': jsonType }, body }
}
