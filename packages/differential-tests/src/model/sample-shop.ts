import type { orderActors } from '@backend-rosetta/contract/lifecycle'
import type { ModelRequest } from './request.ts'
import { emptyState, type Order, type State, type User } from './state.ts'

export const json = { 'Content-Type': 'application/json' }

export function by(actor: (typeof orderActors)[number]): Record<string, string> {
  return actor === 'anonymous' ? {} : { Authorization: `Bearer __access.${actor}__` }
}

export function orderRequest(quantity: number): ModelRequest {
  const body = {
    items: [{ productId: '__product.1__', quantity }],
    payment: { method: 'card', token: 'tok_ok' },
    shippingAddress: { name: 'Ada', line1: '12 Square', city: 'London', postalCode: 'SW1Y', country: 'GB' },
  }
  return {
    method: 'POST',
    target: '/api/v1/orders',
    headers: { ...json, ...by('owner') },
    body: JSON.stringify(body),
  }
}

/** A shop with a product, three people and one order. */
export function shopWith(status: Order['status']): State {
  const state = emptyState('1')
  const version = { number: 1, rank: 1 }
  const createdAt = '1970-01-01T00:00:01.000Z'
  for (const actor of ['owner', 'stranger', 'admin']) {
    const role: User['role'] = actor === 'admin' ? 'admin' : 'customer'
    const person = {
      email: `${actor}@example.com`,
      name: actor,
      role,
      active: true,
      password: 'x',
      deleted: false,
    }
    state.users.push({ id: `__user.${actor}__`, ...person, createdAt, version })
    state.logins.push({ name: actor, userId: `__user.${actor}__`, revoked: false })
  }
  const price = { amount: 5, currency: 'EUR' as const }
  const product = { sku: 'A-1', name: 'mug', description: null, price, stock: 3, archived: false }
  state.products.push({ id: '__product.1__', ...product, createdAt, version })
  const address = { name: 'Ada', line1: 'x', line2: null, city: 'London', postalCode: '1', country: 'GB' }
  state.orders.push({
    name: '1',
    id: '__order.1__',
    userId: '__user.owner__',
    status,
    items: [],
    total: { amount: 5, currency: 'EUR' },
    payment: 'captured',
    shippingAddress: address,
    notes: null,
    rejection: null,
    cancellation: null,
    shipment: null,
    history: [],
    createdAt,
    version,
  })
  return state
}
