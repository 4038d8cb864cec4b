import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import { Refusal } from './answer.ts'
import { headerOf, type ModelRequest } from './request.ts'
import type { Login, State, User } from './state.ts'
import { parseSymbol } from './symbols.ts'

export interface Caller {
  user: User
  login: Login
}

/** The third and fourth step of HTTP-12: credentials and role (ACC-4, ACC-10). `undefined` where anyone may call. */
export function authenticate(
  state: State,
  id: OperationId,
  { request, isLate }: { request: ModelRequest; isLate: boolean },
): Caller | undefined {
  const { auth } = operation(id)
  if (auth === 'public') return undefined
  const [, token] = /^Bearer +([\w.~+/-]+=*) *$/i.exec(headerOf(request, 'Authorization') ?? '') ?? []
  if (token === undefined) throw new Refusal('unauthenticated')
  const caller = callerOf(state, { token, isLate })
  if (!caller) throw new Refusal('invalid_token')
  if (auth === 'admin' && caller.user.role !== 'admin') throw new Refusal('forbidden')
  return caller
}

function callerOf(state: State, { token, isLate }: { token: string; isLate: boolean }): Caller | undefined {
  // A token that was changed is another text: none of those that were issued.
  const symbol = parseSymbol(token)
  const name = symbol?.kind === 'access' ? symbol.name : undefined
  const login = state.logins.find((one) => one.name === loginOf(name))
  const user = state.users.find(({ id }) => id === login?.userId)
  if (!user || !login) return undefined
  const isIn = !login.revoked && user.active && !user.deleted
  return isIn || (isLate && login.endedAt === state.clock) ? { user, login } : undefined
}

/** Every pair of tokens of a login has a name of its own, which begins with that of the login. */
function loginOf(token: string | undefined): string | undefined {
  return token?.split('.')[0]
}
