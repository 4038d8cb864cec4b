import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import { logIn } from './login.ts'

const reading = defineChecks('ACC-9', { level: 'secure' }, (check) => {
  check('ACC-9.1', 'a user reads its own account by id', async (t) => {
    const customer = await t.customer()
    const user = t.status(await t.as(customer).call('getUser', { path: { id: customer.id } }), 200)
    t.expect(user.email).equals(customer.email, 'it is the account')
  })

  check('ACC-9.2', 'an admin reads any account', async (t) => {
    const customer = await t.customer()
    t.status(await t.as(t.admin).call('getUser', { path: { id: customer.id } }), 200)
  })

  check('ACC-9.3', 'to anyone else an account looks as if it did not exist', async (t) => {
    const [customer, other] = await t.customers(2)
    const as = t.as(customer ?? t.admin)
    const theirs = t.problem(await as.call('getUser', { path: { id: other?.id ?? '' } }), 'not_found')
    const nobody = await as.call('getUser', { path: { id: '00000000-0000-7000-8000-000000000000' } })
    t.expect(t.problem(nobody, 'not_found').detail).equals(theirs.detail, 'both answers say the same')
    t.problem(await as.call('getUser', { path: { id: t.admin.id } }), 'not_found')
  })

  check('ACC-9.4', 'without a token nothing is read', async (t) => {
    const { id } = await t.customer()
    t.problem(await t.anonymous.call('getUser', { path: { id } }), 'unauthenticated')
  })
})

const losing = defineChecks('ACC-10', { level: 'secure' }, (check) => {
  check('ACC-10.1', 'a deactivated user is out at the next request', async (t) => {
    const customer = await t.freshCustomer()
    const pair = await customer.logIn()
    t.status(await t.as(customer).call('getMe'), 200)
    await change(t, customer, { active: false })
    t.problem(await t.as(customer).call('getMe'), 'invalid_token')
    t.problem(await t.as(customer).call('listOrders'), 'invalid_token')
    const body = { refreshToken: pair.refreshToken }
    t.problem(await t.anonymous.call('refreshTokens', { body }), 'invalid_token')
  })

  check('ACC-10.2', 'a reactivated user logs in again, and the old token stays dead', async (t) => {
    const customer = await t.freshCustomer()
    t.status(await t.as(customer).call('getMe'), 200)
    await change(t, customer, { active: false })
    await change(t, customer, { active: true })
    t.problem(await t.as(customer).call('getMe'), 'invalid_token')
    t.status(await logIn(t, customer.email, customer.password), 200)
  })

  check('ACC-10.3', 'a deleted user is out at the next request', async (t) => {
    const customer = await t.freshCustomer()
    t.status(await t.as(customer).call('getMe'), 200)
    t.status(await t.as(t.admin).call('deleteUser', { path: { id: customer.id } }), 204)
    t.problem(await t.as(customer).call('getMe'), 'invalid_token')
  })

  check('ACC-10.4', 'a demoted admin is a customer at the next request', async (t) => {
    const admin = await t.freshAdmin()
    t.status(await t.as(admin).call('listUsers', { query: { limit: 1 } }), 200)
    await change(t, admin, { role: 'customer' })
    t.problem(await t.as(admin).call('listUsers'), 'forbidden')
    t.status(await t.as(admin).call('getMe'), 200)
  })

  check('ACC-10.5', 'a promoted customer is an admin at the next request', async (t) => {
    const customer = await t.freshCustomer()
    t.problem(await t.as(customer).call('listUsers'), 'forbidden')
    await change(t, customer, { role: 'admin' })
    t.status(await t.as(customer).call('listUsers', { query: { limit: 1 } }), 200)
  })
})

async function change(t: Context, { id }: Actor, body: object): Promise<void> {
  t.status(await t.as(t.admin).call('updateUser', { path: { id }, ifMatch: '*', body }), 200)
}

export const checks = [...reading, ...losing]
