import { merge } from '@backend-rosetta/contract/merge'
import { updateMeSchema, updateUserSchema } from '@backend-rosetta/contract/users'
import { type Answer, faultsRefusal, Refusal, resourceAnswer } from './answer.ts'
import { type Call, callerOf, checkVersion, isKnown, notFound, requireIfMatch } from './call.ts'
import { etagOfResource, userTemplate } from './resources.ts'
import { bump, type State, type User } from './state.ts'

/** ACC-7. */
export function getMe(call: Call): Answer {
  return readUser(call, callerOf(call).user)
}

/** ACC-9. */
export function getUser(call: Call): Answer {
  const { user: reader } = callerOf(call)
  const user = findUser(call)
  if (!user || (reader.role !== 'admin' && reader.id !== user.id)) throw notFound()
  return readUser(call, user)
}

/** ACC-7, VER-2, VER-3. */
export function updateMe(call: Call): Answer {
  const { name, password } = updateMeSchema.parse(call.body)
  const { user, login } = callerOf(call)
  requireIfMatch(call)
  checkVersion(call, user)
  if (password && password.current !== user.password) {
    throw faultsRefusal([
      { in: 'body', pointer: '/password/current', code: 'invalid_value', message: 'is wrong' },
    ])
  }
  const isChanged = password !== undefined || (name !== undefined && name !== user.name)
  if (isChanged) bump(user)
  user.name = name ?? user.name
  if (password) {
    user.password = password.new
    endLogins(call.state, user, login.name)
  }
  return resourceAnswer(200, user, userTemplate(user))
}

/** ACC-8, ACC-10. */
export function updateUser(call: Call): Answer {
  const changes = updateUserSchema.parse(call.body)
  requireIfMatch(call)
  const user = findUser(call)
  if (!user) throw notFound()
  checkVersion(call, user)
  const { name, role, active } = merge({ name: user.name, role: user.role, active: user.active }, changes)
  const isSelf = user.id === callerOf(call).user.id
  if (isSelf && (role !== 'admin' || !active)) throw new Refusal('forbidden')
  if (name !== user.name || role !== user.role || active !== user.active) bump(user)
  Object.assign(user, { name, role, active })
  if (!active) endLogins(call.state, user)
  return resourceAnswer(200, user, userTemplate(user))
}

/** ACC-8, ACC-10. */
export function deleteUser(call: Call): Answer {
  const user = findUser(call)
  if (!user) throw notFound()
  checkVersion(call, user)
  if (user.id === callerOf(call).user.id) throw new Refusal('forbidden')
  user.deleted = true
  endLogins(call.state, user)
  return { status: 204, headers: {} }
}

function findUser({ state, parameter }: Call): User | undefined {
  return state.users.find(({ id, deleted }) => id === parameter && !deleted)
}

function readUser(call: Call, user: User): Answer {
  const etag = etagOfResource(user)
  if (isKnown(call, etag)) return { status: 304, headers: { etag } }
  return resourceAnswer(200, user, userTemplate(user))
}

function endLogins(state: State, user: User, except?: string): void {
  for (const login of state.logins) {
    if (login.userId !== user.id || login.name === except || login.revoked) continue
    login.revoked = true
    login.endedAt = state.clock
  }
}
