import fc from 'fast-check'
import { actors, firstPassword, type Intent } from '../intent.ts'
import { mutated } from './mutate.ts'
import { querySearches, withQuery } from './query.ts'
import { anyone, choice, ifMatch, ifNoneMatch, mostlyAdmin, nth, request } from './request.ts'
import { line } from './values.ts'

const person = fc.constantFrom(...actors, 'dora', 'eve')
const password = choice([
  [3, firstPassword],
  [1, 'another long password'],
  [1, ' untrimmed \u0000 ümläut '],
  [1, 'short'],
  [1, 'p'.repeat(129)],
])
const personName = fc.oneof(
  person.map((name) => `${name} <tag>`),
  line,
)
const email = fc.oneof(
  { weight: 6, arbitrary: person.map((name) => `<email:${name}>`) },
  { weight: 1, arbitrary: person.map((name) => `  <email:${name}> `) },
  { weight: 1, arbitrary: fc.constantFrom('no email', `${'a'.repeat(250)}@example.com`, 'a@b', '@') },
)
const token = fc.tuple(fc.constantFrom(...actors), fc.nat(2))
const refreshToken = fc.oneof(
  { weight: 5, arbitrary: token.map(([who, n]) => `<refresh:${who}:${n}>`) },
  { weight: 1, arbitrary: fc.constantFrom('never-issued', '', 'x'.repeat(513), 'a\u0000b') },
)
const userPath = fc.oneof(
  { weight: 6, arbitrary: nth.map((n) => `/api/v1/users/<user:${n}>`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/api/v1/users/none', '/api/v1/users/<order:0>', '/api/v1/users/%00'),
  },
)
const page = fc.constantFrom('1', '2', '3')

const registerUser = request({
  operation: 'registerUser',
  method: 'POST',
  target: fc.constant('/api/v1/auth/register'),
  json: mutated(fc.record({ email, password, name: personName })),
})

const logIn = request({
  operation: 'logIn',
  method: 'POST',
  target: fc.constant('/api/v1/auth/login'),
  json: mutated(
    fc.tuple(person, fc.boolean()).map(([who, isRight]) => ({
      email: `<email:${who}>`,
      password: isRight ? `<password:${who}>` : 'a wrong password',
    })),
  ),
})

const spend = (operation: 'refreshTokens' | 'logOut', path: string) =>
  request({
    operation,
    method: 'POST',
    target: fc.constant(path),
    json: mutated(fc.record({ refreshToken })),
  })

const getMe = request({
  operation: 'getMe',
  method: 'GET',
  target: fc.constant('/api/v1/users/me'),
  who: anyone,
  headers: ifNoneMatch,
})

const updateMe = fc.constantFrom(...actors).chain((who) =>
  request({
    operation: 'updateMe',
    method: 'PATCH',
    target: fc.constant('/api/v1/users/me'),
    who: fc.constant(who),
    headers: ifMatch,
    json: mutated(
      fc.oneof(
        fc.record({ name: personName }),
        fc.constant({}),
        fc.constantFrom(`<password:${who}>`, 'a wrong password').map((current) => ({
          password: { current, new: 'an even newer password' },
        })),
      ),
    ),
  }),
)

const getUser = request({
  operation: 'getUser',
  method: 'GET',
  target: userPath,
  who: anyone,
  headers: ifNoneMatch,
})

const updateUser = request({
  operation: 'updateUser',
  method: 'PATCH',
  target: userPath,
  who: mostlyAdmin,
  headers: ifMatch,
  json: mutated(
    fc.record(
      { name: personName, role: fc.constantFrom('customer', 'admin'), active: fc.boolean() },
      { requiredKeys: [] },
    ),
  ),
})

const deleteUser = request({
  operation: 'deleteUser',
  method: 'DELETE',
  target: userPath,
  who: mostlyAdmin,
  headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: ifMatch }),
})

const listUsers = request({
  operation: 'listUsers',
  method: 'GET',
  target: withQuery('/api/v1/users', {
    search: querySearches,
    role: fc.constantFrom('customer', 'admin', 'root', ''),
    active: fc.constantFrom('true', 'false', '1'),
    sort: fc.constantFrom('name', '-name', 'email', '-email', 'createdAt', '-createdAt', 'price', '--name'),
    page,
    limit: fc.constantFrom('1', '2', '20', '100', '0', '101', '-1'),
  }),
  who: mostlyAdmin,
})

/** Requests about accounts, each with how often it comes. */
export const accountRequests: ReadonlyArray<{ weight: number; arbitrary: fc.Arbitrary<Intent> }> = [
  { weight: 4, arbitrary: registerUser },
  { weight: 4, arbitrary: logIn },
  { weight: 3, arbitrary: spend('refreshTokens', '/api/v1/auth/refresh') },
  { weight: 1, arbitrary: spend('logOut', '/api/v1/auth/logout') },
  { weight: 3, arbitrary: getMe },
  { weight: 4, arbitrary: updateMe },
  { weight: 3, arbitrary: getUser },
  { weight: 5, arbitrary: updateUser },
  { weight: 1, arbitrary: deleteUser },
  { weight: 4, arbitrary: listUsers },
]
