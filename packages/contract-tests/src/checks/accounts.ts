import type { User } from '@backend-rosetta/contract/users'
import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { PASSWORD } from '../fixtures/actors.ts'
import { logIn } from './login.ts'

const core = defineChecks('ACC-8', { level: 'core' }, (check) => {
  check('ACC-8.1', 'search finds parts of names and emails, whatever their case', async (t) => {
    const [first, second] = await people(t)
    t.expect(await found(t, { search: first.email.slice(2, 14).toUpperCase() })).satisfies(
      (ids) => ids.includes(first.id),
      'a part of the email finds the account',
    )
    t.expect(await found(t, { search: second.name.toLowerCase() })).equals(
      [second.id],
      'the name finds the account',
    )
  })

  check('ACC-8.2', 'in a search % and _ are ordinary characters', async (t) => {
    const [first] = await people(t)
    t.expect(await found(t, { search: `${first.name.slice(0, 4)}%` })).equals([], '% stands for itself')
    t.expect(await found(t, { search: first.name.replace(/.$/, '_') })).equals([], '_ stands for itself')
    t.expect(await found(t, { search: `${t.run}\\` })).equals([], 'a backslash stands for itself')
  })

  check('ACC-8.3', 'the list is filtered by role and activity', async (t) => {
    const [first, second, inactive] = await people(t)
    const search = groupName(t)
    t.expect(await found(t, { search, active: 'false' })).equals([inactive.id], 'inactive accounts')
    t.expect(await found(t, { search, active: 'true', sort: 'name' })).equals(
      [first.id, second.id],
      'active accounts',
    )
    t.expect(await found(t, { search, role: 'admin' })).equals([second.id], 'admins')
    t.expect(await found(t, { search, role: 'admin', active: 'false' })).equals([], 'inactive admins')
  })

  check('ACC-8.4', 'the list is sorted as asked, newest first unless said', async (t) => {
    const made = await people(t)
    const search = groupName(t)
    const forward = made.map(({ id }) => id)
    const backward = forward.toReversed()
    t.expect(await found(t, { search })).equals(backward, 'newest first')
    for (const sort of ['createdAt', 'name', 'email']) {
      t.expect(await found(t, { search, sort })).equals(forward, `sort=${sort}`)
      t.expect(await found(t, { search, sort: `-${sort}` })).equals(backward, `sort=-${sort}`)
    }
  })

  check('ACC-8.5', 'an admin changes name, role and activity', async (t) => {
    const customer = await t.freshCustomer()
    const body = { name: 'Renamed', role: 'admin', active: false }
    const user = t.status(await patch(t, customer.id, body), 200)
    t.expect(user).includes(
      { name: 'Renamed', role: 'admin', active: false, version: 2 },
      'all three changed',
    )
  })

  check('ACC-8.6', 'an admin cannot demote, deactivate or delete itself', async (t) => {
    const admin = await t.freshAdmin()
    const as = t.as(admin)
    const path = { id: admin.id }
    t.problem(await as.call('updateUser', { path, ifMatch: '*', body: { role: 'customer' } }), 'forbidden')
    t.problem(await as.call('updateUser', { path, ifMatch: '*', body: { active: false } }), 'forbidden')
    t.problem(await as.call('deleteUser', { path }), 'forbidden')
    const me = t.status(await as.call('getMe'), 200)
    t.expect(me).includes({ role: 'admin', active: true, version: 2 }, 'the admin is as it was')
  })

  check('ACC-8.7', 'an admin renames itself', async (t) => {
    const admin = await t.freshAdmin()
    const body = { name: 'Root', role: 'admin', active: true }
    const user = t.status(
      await t.as(admin).call('updateUser', { path: { id: admin.id }, ifMatch: '*', body }),
      200,
    )
    t.expect(user.name).equals('Root', 'the name changed')
  })

  check('ACC-8.8', 'a deleted account is gone, its orders stay, its email is free', async (t) => {
    const customer = await t.freshCustomer()
    const order = await t.order(customer)
    const admin = t.as(t.admin)
    t.status(await admin.call('deleteUser', { path: { id: customer.id } }), 204)
    t.problem(await admin.call('getUser', { path: { id: customer.id } }), 'not_found')
    t.expect(await found(t, { search: customer.email })).equals([], 'it is not in the list')
    t.problem(await logIn(t, customer.email, customer.password), 'invalid_credentials')
    const kept = t.status(await admin.call('getOrder', { path: { id: order.id } }), 200)
    t.expect(kept.userId).equals(customer.id, 'the order is still that of the account')
    const body = { email: customer.email, password: PASSWORD, name: 'Next' }
    const next = t.status(await t.anonymous.call('registerUser', { body }), 201)
    t.expect(next.id === customer.id).equals(false, 'it is another account')
  })

  check('ACC-8.9', 'what is deleted or was never there can neither be changed nor deleted', async (t) => {
    const customer = await t.freshCustomer()
    const admin = t.as(t.admin)
    t.status(await admin.call('deleteUser', { path: { id: customer.id } }), 204)
    for (const id of [customer.id, 'nobody', '00000000-0000-7000-8000-000000000000']) {
      t.problem(await admin.call('deleteUser', { path: { id } }), 'not_found')
      t.problem(await patch(t, id, { name: 'Ghost' }), 'not_found')
    }
  })

  check('ACC-8.10', 'faults of the filters are told', async (t) => {
    const query = { role: 'root', active: 'yes', sort: 'password', page: 'one', limit: '101' }
    t.faults(await t.as(t.admin).call('listUsers', { query }), [
      { in: 'query', pointer: '/role', code: 'invalid_value' },
      { in: 'query', pointer: '/active', code: 'invalid_value' },
      { in: 'query', pointer: '/sort', code: 'invalid_value' },
      { in: 'query', pointer: '/page', code: 'invalid_type' },
      { in: 'query', pointer: '/limit', code: 'too_big' },
    ])
  })

  check('ACC-8.11', 'a role or activity that does not exist is refused', async (t) => {
    const customer = await t.customer()
    const answer = await patch(t, customer.id, { role: 'root', active: 'no', name: '' })
    t.faults(answer, [
      { pointer: '/role', code: 'invalid_value' },
      { pointer: '/active', code: 'invalid_type' },
      { pointer: '/name', code: 'too_short' },
    ])
  })
})

const secure = defineChecks('ACC-8', { level: 'secure' }, (check) => {
  check('ACC-8.12', 'a customer can neither list, change nor delete accounts', async (t) => {
    const [customer, other] = await t.customers(2)
    const as = t.as(customer ?? t.admin)
    const path = { id: other?.id ?? '' }
    t.problem(await as.call('listUsers'), 'forbidden')
    t.problem(await as.call('updateUser', { path, ifMatch: '*', body: { name: 'Taken over' } }), 'forbidden')
    t.problem(await as.call('deleteUser', { path }), 'forbidden')
    t.problem(
      await as.call('updateUser', {
        path: { id: customer?.id ?? '' },
        ifMatch: '*',
        body: { role: 'admin' },
      }),
      'forbidden',
    )
  })

  check('ACC-8.13', 'nobody can list, change or delete accounts without a token', async (t) => {
    const path = { id: (await t.customer()).id }
    t.problem(await t.anonymous.call('listUsers'), 'unauthenticated')
    t.problem(
      await t.anonymous.call('updateUser', { path, ifMatch: '*', body: { name: 'X' } }),
      'unauthenticated',
    )
    t.problem(await t.anonymous.call('deleteUser', { path }), 'unauthenticated')
  })
})

/** Three accounts of this run in the order of their names, emails and creation: one is an admin, the last inactive. */
const people = oncePerRun(async (t): Promise<[User, User, User]> => {
  const make = async (letter: string) => {
    const email = `${letter}-${t.run}-people@contract.example`
    const body = { email, password: PASSWORD, name: groupName(t) + letter }
    return t.status(await t.anonymous.call('registerUser', { body }), 201)
  }
  const [a, b, c] = [await make('a'), await make('b'), await make('c')]
  t.status(await patch(t, b.id, { role: 'admin' }), 200)
  t.status(await patch(t, c.id, { active: false }), 200)
  return [a, b, c]
})

function groupName(t: Context): string {
  return `Group${t.run}`
}

function patch(t: Context, id: string, body: object) {
  return t.as(t.admin).call('updateUser', { path: { id }, ifMatch: '*', body })
}

async function found(t: Context, query: Record<string, string>): Promise<string[]> {
  const { items } = t.status(await t.as(t.admin).call('listUsers', { query }), 200)
  return items.map(({ id }) => id)
}

export const checks = [...core, ...secure]
