import { randomUUID } from 'node:crypto'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { CreateProduct, Product } from '@backend-rosetta/contract/products'
import type { Role } from '@backend-rosetta/contract/users'
import { withClient } from '@backend-rosetta/database/client'
import type request from 'supertest'

/** A running app under test, and its database. */
export interface AppUnderTest {
  http: Pick<ReturnType<typeof request>, 'get' | 'post' | 'patch' | 'delete'>
  databaseUrl: string
}

export const password = 'correct horse battery'

/** An account of its own for a test, logged in. */
export async function givenUser({ http, databaseUrl }: AppUnderTest, role: Role = 'customer') {
  const email = `${randomUUID()}@example.com`
  const registered = await http
    .post('/api/v1/auth/register')
    .send({ email, password, name: 'Ada' })
    .expect(201)
  const id: string = registered.body.id
  if (role === 'admin') await promote(databaseUrl, id)
  const login = await http.post('/api/v1/auth/login').send({ email, password }).expect(200)
  const { accessToken, refreshToken }: Record<'accessToken' | 'refreshToken', string> = login.body
  return { id, email, refreshToken, headers: { Authorization: `Bearer ${accessToken}` } }
}

export type TestUser = Awaited<ReturnType<typeof givenUser>>

export async function givenProduct(app: AppUnderTest, values: Partial<CreateProduct> = {}): Promise<Product> {
  const admin = await adminOf(app)
  const body = {
    sku: `T-${randomUUID().slice(0, 8).toUpperCase()}`,
    name: 'Enamel mug',
    price: { amount: 1250, currency: 'EUR' },
    stock: 10,
    ...values,
  }
  const created = await app.http.post('/api/v1/products').set(admin.headers).send(body).expect(201)
  return created.body
}

export function orderOf(items: Array<[Pick<Product, 'id'>, number]>, token = 'tok_ok'): PlaceOrder {
  return {
    items: items.map(([{ id }, quantity]) => ({ productId: id, quantity })),
    payment: { method: 'card', token },
    shippingAddress: {
      name: 'Ada',
      line1: '12 St James’s Square',
      city: 'London',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
    },
  }
}

export async function givenOrder(app: AppUnderTest, customer: TestUser, request: PlaceOrder): Promise<Order> {
  const placed = await app.http.post('/api/v1/orders').set(customer.headers).send(request).expect(201)
  return placed.body
}

const admins = new WeakMap<AppUnderTest, Promise<TestUser>>()

/** One admin for each app. */
export function adminOf(app: AppUnderTest): Promise<TestUser> {
  const admin = admins.get(app) ?? givenUser(app, 'admin')
  admins.set(app, admin)
  return admin
}

/** No operation of the API makes the first admin. */
async function promote(databaseUrl: string, userId: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(`update users set role = 'admin' where id = $1`, [userId]),
  )
}
