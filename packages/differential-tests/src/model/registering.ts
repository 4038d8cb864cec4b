import { registerSchema } from '@backend-rosetta/contract/auth'
import { type Answer, Refusal, resourceAnswer } from './answer.ts'
import type { Call } from './call.ts'
import { now, userTemplate } from './resources.ts'
import type { User } from './state.ts'
import { symbolOf } from './symbols.ts'

/** ACC-1. */
export function registerUser({ state, key, body }: Call): Answer {
  const { email, name, password } = registerSchema.parse(body)
  if (state.users.some((user) => user.email === email && !user.deleted)) throw new Refusal('email_taken')
  const user: User = {
    id: symbolOf('user', key),
    email,
    name,
    password,
    role: 'customer',
    active: true,
    deleted: false,
    createdAt: now(state),
    version: { number: 1, rank: 1 },
  }
  state.users.push(user)
  const answer = resourceAnswer(201, user, userTemplate(user))
  return { ...answer, headers: { ...answer.headers, location: `/api/v1/users/${user.id}` } }
}
