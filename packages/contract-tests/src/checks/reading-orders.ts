import { defineChecks } from '../check.ts'
import { around, place, placeAndSettle, readOrder, unknownId } from './ordering.ts'

const core = defineChecks('ORD-4', { level: 'core' }, (check) => {
  check('ORD-4.1', 'a customer’s list has an order as it can be read', async (t) => {
    const customer = await t.customer()
    const order = await placeAndSettle(t, customer, t.orderBody([[await t.product(), 1]]))
    const { items } = t.status(await t.as(customer).call('listOrders', { query: around(order) }), 200)
    const listed = items.filter(({ id }) => id === order.id)
    t.expect(listed).equals([order], 'the list has the order once')
  })

  check('ORD-4.2', 'owner and admin read the same order', async (t) => {
    const customer = await t.customer()
    const order = await placeAndSettle(t, customer, t.orderBody([[await t.product(), 1]]))
    t.expect(await readOrder(t, customer, order)).equals(order, 'the owner reads it')
    t.expect(await readOrder(t, t.admin, order)).equals(order, 'an admin reads it')
  })

  check('ORD-4.3', 'an id that names no order is not found', async (t) => {
    const { id: productId } = await t.product()
    for (const id of [unknownId, 'abc', '0', productId]) {
      for (const reader of [await t.customer(), t.admin]) {
        t.problem(await t.as(reader).call('getOrder', { path: { id } }), 'not_found')
      }
    }
  })

  check('ORD-4.4', 'an admin’s list has the orders of all customers', async (t) => {
    const product = await t.product()
    for (const customer of [await t.customer(), await t.customer()]) {
      const order = await place(t, customer, t.orderBody([[product, 1]]))
      const { items } = t.status(await t.as(t.admin).call('listOrders', { query: around(order) }), 200)
      t.expect(items.map(({ id }) => id)).satisfies((ids) => ids.includes(order.id), 'the list has the order')
    }
  })

  check('ORD-4.5', 'userId leaves an admin the orders of one customer', async (t) => {
    const [one, two] = [await t.customer(), await t.customer()]
    const order = await place(t, one, t.orderBody([[await t.product(), 1]]))
    const ofUser = async (userId: string) => {
      const query = { ...around(order), userId }
      return t.status(await t.as(t.admin).call('listOrders', { query }), 200).items
    }
    const items = await ofUser(one.id)
    t.expect(items.filter(({ userId }) => userId !== one.id)).equals([], 'all are of that customer')
    t.expect(items.map(({ id }) => id)).satisfies((ids) => ids.includes(order.id), 'the order is among them')
    t.expect(await ofUser(two.id)).satisfies(
      (others) => others.every(({ id }) => id !== order.id),
      'the other customer does not have it',
    )
  })

  check('ORD-4.6', 'a userId that names no user has no orders', async (t) => {
    for (const userId of [unknownId, 'abc']) {
      const { items } = t.status(await t.as(t.admin).call('listOrders', { query: { userId } }), 200)
      t.expect(items).equals([], 'the list is empty')
    }
  })

  check('ORD-4.7', 'a customer may name their own userId', async (t) => {
    const customer = await t.customer()
    const order = await place(t, customer, t.orderBody([[await t.product(), 1]]))
    const query = { ...around(order), userId: customer.id }
    const { items } = t.status(await t.as(customer).call('listOrders', { query }), 200)
    t.expect(items.map(({ id }) => id)).satisfies((ids) => ids.includes(order.id), 'the list has the order')
  })
})

const secure = defineChecks('ORD-4', { level: 'secure' }, (check) => {
  check('ORD-4.30', 'to another customer an order does not exist', async (t) => {
    const [owner, stranger] = [await t.customer(), await t.customer()]
    const { id } = await place(t, owner, t.orderBody([[await t.product(), 1]]))
    t.problem(await t.as(stranger).call('getOrder', { path: { id } }), 'not_found')
  })

  check('ORD-4.31', 'a customer’s list has no orders of others', async (t) => {
    const [owner, stranger] = [await t.customer(), await t.customer()]
    const order = await place(t, owner, t.orderBody([[await t.product(), 1]]))
    for (const query of [{}, around(order)]) {
      const { items } = t.status(await t.as(stranger).call('listOrders', { query }), 200)
      t.expect(items.filter(({ userId }) => userId !== stranger.id)).equals([], 'all are the customer’s own')
    }
  })

  check('ORD-4.32', 'a customer cannot ask for the orders of anyone else', async (t) => {
    const [customer, other] = [await t.customer(), await t.customer()]
    for (const userId of [other.id, t.admin.id, unknownId, 'abc']) {
      t.problem(await t.as(customer).call('listOrders', { query: { userId } }), 'forbidden')
    }
  })

  check('ORD-4.33', 'without an account no orders are read', async (t) => {
    const { id } = await place(t, await t.customer(), t.orderBody([[await t.product(), 1]]))
    t.problem(await t.anonymous.call('listOrders'), 'unauthenticated')
    t.problem(await t.anonymous.call('getOrder', { path: { id } }), 'unauthenticated')
  })
})

export const checks = [...core, ...secure]
