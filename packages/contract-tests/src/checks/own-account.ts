import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import { logIn } from './login.ts'
import { getMeWith, refresh } from './refresh.ts'

const next = 'another horse battery staple'

const core = defineChecks('ACC-7', { level: 'core' }, (check) => {
  check('ACC-7.1', 'a user reads itself', async (t) => {
    const customer = await t.customer()
    const answer = await t.as(customer).call('getMe')
    const me = t.status(answer, 200)
    t.expect(me).includes({ id: customer.id, email: customer.email, role: 'customer' }, 'it is the account')
    t.header(answer, 'ETag', `"${me.version}"`)
  })

  check('ACC-7.2', 'a user renames itself', async (t) => {
    const customer = await t.freshCustomer()
    const answer = await patchMe(t, customer, { name: ' Grace Hopper ' })
    const me = t.status(answer, 200)
    t.expect(me).includes(
      { name: 'Grace Hopper', version: 2, email: customer.email },
      'only the name changes',
    )
    t.header(answer, 'ETag', '"2"')
    t.expect(t.status(await t.as(customer).call('getMe'), 200)).equals(me, 'the change is there to be read')
  })

  check('ACC-7.3', 'after a change of password only the new one works', async (t) => {
    const customer = await t.freshCustomer()
    t.status(await patchMe(t, customer, { password: { current: customer.password, new: next } }), 200)
    t.problem(await logIn(t, customer.email, customer.password), 'invalid_credentials')
    t.status(await logIn(t, customer.email, next), 200)
  })

  check('ACC-7.4', 'a wrong current password changes nothing', async (t) => {
    const customer = await t.freshCustomer()
    const change = { name: 'Not This', password: { current: 'wrong password', new: next } }
    const answer = await patchMe(t, customer, change)
    t.faults(answer, [{ in: 'body', pointer: '/password/current', code: 'invalid_value' }])
    const me = t.status(await t.as(customer).call('getMe'), 200)
    t.expect(me).includes({ name: customer.name, version: 1 }, 'the account is as it was')
    t.status(await logIn(t, customer.email, customer.password), 200)
  })

  check('ACC-7.5', 'a new password is held to the rules of a password', async (t) => {
    const customer = await t.customer()
    const short = await patchMe(t, customer, { password: { current: customer.password, new: 'short' } })
    t.faults(short, [{ pointer: '/password/new', code: 'too_short' }])
    const partial = await patchMe(t, customer, { password: { new: next } })
    t.faults(partial, [{ pointer: '/password/current', code: 'required' }])
  })

  check('ACC-7.6', 'a user cannot change its email, role or activity', async (t) => {
    const customer = await t.customer()
    const answer = await patchMe(t, customer, { email: 'a@contract.example', role: 'admin', active: false })
    const code = 'unknown_property'
    t.faults(answer, [
      { pointer: '/email', code },
      { pointer: '/role', code },
      { pointer: '/active', code },
    ])
  })
})

const secure = defineChecks('ACC-7', { level: 'secure' }, (check) => {
  check('ACC-7.7', 'a changed password revokes every other login and not its own', async (t) => {
    const customer = await t.freshCustomer()
    const [own, other] = [await customer.logIn(), await customer.logIn()]
    const headers = { Authorization: `Bearer ${own.accessToken}`, 'If-Match': '*' }
    const body = { password: { current: customer.password, new: next } }
    t.status(await t.anonymous.call('updateMe', { headers, body }), 200)
    t.problem(await getMeWith(t, other), 'invalid_token')
    t.problem(await refresh(t, other.refreshToken), 'invalid_token')
    t.status(await getMeWith(t, own), 200)
    t.status(await refresh(t, own.refreshToken), 200)
  })

  check('ACC-7.8', 'a new name revokes nothing', async (t) => {
    const customer = await t.freshCustomer()
    const other = await customer.logIn()
    t.status(await patchMe(t, customer, { name: 'Grace Hopper' }), 200)
    t.status(await getMeWith(t, other), 200)
  })
})

function patchMe(t: Context, actor: Actor, body: object) {
  return t.as(actor).call('updateMe', { ifMatch: '*', body })
}

export const checks = [...core, ...secure]
