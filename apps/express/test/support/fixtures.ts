import { randomUUID } from 'node:crypto'
import type { Order, PlaceOrder } from '@backend-rosetta/contract/orders'
import type { CreateProduct, Product } from '@backend-rosetta/contract/products'
import type { Role } from '@backend-rosetta/contract/users'
import type { TestApp } from './test-app.ts'

export const password = 'correct horse battery'

/** An account of its own for a test, logged in. */
export async function givenUser({ http, db }: TestApp, role: Role = 'customer') {
  const email = `${randomUUID()}@example.com`
  const registered = await http
    .post('/api/v1/auth/register')
    .send({ email, password, name: 'Ada' })
    .expect(201)
  const id: string = registered.body.id
  if (role === 'admin') await db.updateTable('users').set({ role }).where('id', '=', id).execute()
  const login = await http.post('/api/v1/auth/login').send({ email, password }).expect(200)
  const { accessToken, refreshToken }: Record<'accessToken' | 'refreshToken', string> = login.body
  return { id, email, refreshToken, headers: { Authorization: `Bearer ${accessToken}` } }
}

export type TestUser = Awaited<ReturnType<typeof givenUser>>

export async function givenProduct(app: TestApp, values: Partial<CreateProduct> = {}): Promise<Product> {
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

export async function givenOrder(app: TestApp, customer: TestUser, request: PlaceOrder): Promise<Order> {
  const placed = await app.http.post('/api/v1/orders').set(customer.headers).send(request).expect(201)
  return placed.body
}

const admins = new WeakMap<TestApp, Promise<TestUser>>()

/** One admin for each app. */
export function adminOf(app: TestApp): Promise<TestUser> {
  const admin = admins.get(app) ?? givenUser(app, 'admin')
  admins.set(app, admin)
  return admin
}
