import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Client } from '../http/client.ts'
import { shopper } from './keyset-pages.ts'
import { isReplay } from './replays.ts'

export const checks = defineChecks('OPS-7', { level: 'ops', needs: ['instances'] }, (check) => {
  check('OPS-7.1', 'who registers at one instance logs in at another and is let in at both', async (t) => {
    const [here, there] = await two(t, t.anonymous)
    const body = {
      email: `${t.unique('two')}@contract.example`,
      password: 'a long enough secret',
      name: 'Two',
    }
    const user = t.status(await here.call('registerUser', { body }), 201)
    t.problem(await there.call('registerUser', { body }), 'email_taken')
    const { email, password } = body
    const pair = t.status(await there.call('logIn', { body: { email, password } }), 200)
    const headers = { Authorization: `Bearer ${pair.accessToken}` }
    for (const at of [here, there]) {
      t.expect(t.status(await at.call('getMe', { headers }), 200)).equals(user, 'the account')
    }
  })

  check('OPS-7.2', 'a login that is over at one instance is over at the other', async (t) => {
    const [here, there] = await two(t, t.anonymous)
    const pair = await (await t.customer()).logIn()
    const headers = { Authorization: `Bearer ${pair.accessToken}` }
    t.status(await there.call('getMe', { headers }), 200)
    const body = { refreshToken: pair.refreshToken }
    t.status(await here.call('logOut', { body }), 204)
    t.problem(await there.call('getMe', { headers }), 'invalid_token')
    t.problem(await there.call('refreshTokens', { body }), 'invalid_token')
  })

  check('OPS-7.3', 'a refresh token is spent for all instances', async (t) => {
    const [here, there] = await two(t, t.anonymous)
    const { refreshToken } = await (await t.customer()).logIn()
    t.status(await here.call('refreshTokens', { body: { refreshToken } }), 200)
    t.problem(await there.call('refreshTokens', { body: { refreshToken } }), 'refresh_token_reused')
  })

  check('OPS-7.4', 'failed logins count for all instances together', async (t) => {
    const both = await two(t, t.anonymous)
    const body = { email: `${t.unique('nobody')}@contract.example`, password: 'not the right password' }
    for (let turn = 0; turn < 5; turn++) {
      for (const at of both) t.problem(await at.call('logIn', { body }), 'invalid_credentials')
    }
    for (const at of both) t.problem(await at.call('logIn', { body }), 'rate_limited')
  })

  check('OPS-7.5', 'who is deactivated at one instance is out at the other', async (t) => {
    const customer = await t.freshCustomer()
    const [, there] = await two(t, t.as(customer))
    const [admin] = await two(t, t.as(t.admin))
    t.status(await there.call('getMe'), 200)
    const change = { path: { id: customer.id }, ifMatch: '*', body: { active: false } }
    t.status(await admin.call('updateUser', change), 200)
    t.problem(await there.call('getMe'), 'invalid_token')
  })

  check('OPS-7.6', 'what is changed at one instance is read at the other, with the same ETag', async (t) => {
    const { id, version } = await t.product()
    const [here, there] = await two(t, t.as(t.admin))
    const path = { id }
    t.status(await there.call('getProduct', { path }), 200)
    const change = { path, ifMatch: `"${version}"`, body: { stock: 7 } }
    const changed = t.status(await here.call('updateProduct', change), 200)
    const answer = await there.call('getProduct', { path, headers: { 'If-None-Match': `"${version}"` } })
    t.expect(t.status(answer, 200)).equals(changed, 'the product')
    t.problem(await there.call('updateProduct', change), 'precondition_failed')
  })

  check('OPS-7.7', 'of parallel changes at both instances with one ETag exactly one wins', async (t) => {
    const { id, version } = await t.product()
    const both = await two(t, t.as(t.admin))
    const answers = await alternating(both, (at, number) =>
      at.call('updateProduct', { path: { id }, ifMatch: `"${version}"`, body: { stock: number } }),
    )
    const winners = answers.filter(({ status }) => status === 200)
    t.expect(winners.length).equals(1, 'winners')
    for (const answer of answers) if (answer !== winners[0]) t.problem(answer, 'precondition_failed')
  })

  check('OPS-7.8', 'an idempotency key counts for all instances', async (t) => {
    const customer = await t.customer()
    const both = await two(t, t.as(customer))
    const [here, there] = both
    const body = t.orderBody([[await t.product(), 1]])
    const options = { body, idempotencyKey: t.unique('key') }
    const first = await here.call('placeOrder', options)
    t.status(first, 201)
    isReplay(t, await there.call('placeOrder', options), first)
    const parallel = { body, idempotencyKey: t.unique('key') }
    const answers = await alternating(both, (at) => at.call('placeOrder', parallel))
    const ids = new Set<string>()
    for (const answer of answers) {
      if (answer.status === 409) t.problem(answer, 'idempotency_in_progress')
      else ids.add(t.status(answer, 201).id)
    }
    t.expect(ids.size).equals(1, 'orders of one key')
  })

  check('OPS-7.9', 'of parallel orders at both instances for the last unit one is confirmed', async (t) => {
    const customer = await t.customer()
    const product = await t.product({ stock: 1 })
    const body = t.orderBody([[product, 1]])
    const both = await two(t, t.as(customer))
    const answers = await alternating(both, (at) => at.call('placeOrder', { body }))
    const placed = answers.map((answer) => t.status(answer, 201).id)
    const orders = await Promise.all(placed.map((id) => t.settled(customer, id)))
    const statuses = orders.map(({ status }) => status).toSorted()
    t.expect(statuses).equals(['confirmed', ...Array(7).fill('rejected')], 'the orders')
    const { stock } = t.status(await t.anonymous.call('getProduct', { path: { id: product.id } }), 200)
    t.expect(stock).equals(0, 'the stock')
  })

  check('OPS-7.10', 'a cursor of one instance leads on at the other', async (t) => {
    const { actor, orderIds } = await shopper(t)
    const [here, there] = await two(t, t.as(actor))
    const first = t.status(await here.call('listOrders', { query: { limit: 10 } }), 200)
    const query = { limit: 100, cursor: first.nextCursor ?? '' }
    const rest = t.status(await there.call('listOrders', { query }), 200)
    const ids = [...first.items, ...rest.items].map(({ id }) => id)
    t.expect(ids.toSorted()).equals(orderIds.toSorted(), 'the orders of both pages')
  })
})

/** A client for each of two instances. */
async function two(t: Context, client: Client): Promise<readonly [Client, Client]> {
  const [here, there] = await t.instances()
  return [client.at(here), client.at(there)]
}

/** Eight requests at the same time, every other one at the same instance. */
function alternating<T>(
  [here, there]: readonly [Client, Client],
  send: (at: Client, number: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: 8 }, (_, index) => send(index % 2 === 0 ? here : there, index)))
}
