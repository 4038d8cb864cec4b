import { randomUUID } from 'node:crypto'
import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import { type Product, productSchema } from '@backend-rosetta/contract/products'
import { userSchema } from '@backend-rosetta/contract/users'
import { demoAdmin } from '@backend-rosetta/database/demo'
import { CrashError } from '../crash-error.ts'
import { call } from './client.ts'
import { createSession, type Session } from './session.ts'

/** Who buys what in a run. */
export interface Shop {
  baseUrl: string
  admin: Session
  customers: Session[]
  /** The ids of the customers: orders of others are not checked against the ledger. */
  customerIds: ReadonlySet<string>
  /** With the stock that they began with. */
  products: Product[]
}

/** The first is bought out soon: orders are to be rejected for that as well. */
const stocks = [25, 1_000_000, 1_000_000, 1_000_000, 500]
const password = 'correct horse battery'

/**
 * Makes accounts and products of its own.
 * @throws CrashError when the app does not answer as the contract says
 */
export async function openShop(baseUrl: string, customers: number): Promise<Shop> {
  const admin = createSession(baseUrl, demoAdmin)
  const products: Product[] = []
  for (const [index, stock] of stocks.entries()) {
    const sku = `CRASH-${randomUUID().slice(0, 8).toUpperCase()}`
    const body = { sku, name: `Mug ${index + 1}`, price: { amount: 700 + index, currency: 'EUR' }, stock }
    const answer = await admin.send({ method: 'POST', path: '/products', body })
    products.push(expected(productSchema.safeParse(answer.body), answer.outline))
  }
  const accounts = await Promise.all(Array.from({ length: customers }, () => register(baseUrl)))
  return {
    baseUrl,
    admin,
    products,
    customers: accounts.map(({ session }) => session),
    customerIds: new Set(accounts.map(({ id }) => id)),
  }
}

/** The body of an order; its notes hold the key that it is placed with, by which it is found again. */
export function orderBody(items: PlaceOrder['items'], token: string, key: string): PlaceOrder {
  const shippingAddress = {
    name: 'Ada',
    line1: '12 St James’s Square',
    city: 'London',
    postalCode: 'SW1Y 4JH',
    country: 'GB' as const,
  }
  return { items, payment: { method: 'card', token }, shippingAddress, notes: key }
}

async function register(baseUrl: string): Promise<{ id: string; session: Session }> {
  const email = `${randomUUID()}@example.com`
  const body = { email, password, name: 'Shopper' }
  const answer = await call(baseUrl, { method: 'POST', path: '/auth/register', body })
  const { id } = expected(userSchema.safeParse(answer.body), answer.outline)
  return { id, session: createSession(baseUrl, { email, password }) }
}

function expected<T>(result: { success: true; data: T } | { success: false }, outline: string): T {
  if (result.success) return result.data
  throw new CrashError(`The app does not answer as the contract says: ${outline}.`)
}
