import type { State } from '../model/state.ts'
import { type Actor, firstPassword, type Intent, isActor } from './intent.ts'
import { referencesIn, userOf } from './resolve.ts'

/** The name of the admin who is there before any trace: makes admins of others and reads what nobody else may. */
export const rootToken = '<token:root>'

/** The next request that has to come before an intent so that its references lead to something; if there is one. */
export function nextNeed(state: State, intent: Intent, done: ReadonlySet<string>): Need | undefined {
  for (const reference of referencesIn(intent)) {
    const need = needOf(state, reference)
    if (need && !done.has(need.name)) return need
  }
  return undefined
}

/** A request that makes something; its name keeps it from being tried twice. */
export interface Need {
  name: string
  intent: Intent
}

function needOf(state: State, [kind, which = '']: string[]): Need | undefined {
  switch (kind) {
    case 'token':
    case 'id':
    case 'refresh':
      return isActor(which) ? accountNeed(state, which) : undefined
    case 'user':
      return accountNeed(state, 'alice')
    case 'product':
      return state.products.length === 0 ? productNeed() : undefined
    case 'order':
    case 'time':
      return state.orders.length === 0 ? orderNeed(state) : undefined
    default:
      return undefined
  }
}

/** An actor registers, becomes what they are, and logs in. */
function accountNeed(state: State, actor: Actor): Need | undefined {
  const user = userOf(state, actor)
  if (!user) return need(`register ${actor}`, 'registerUser', post('/auth/register', registrationOf(actor)))
  const isLoggedIn = state.logins.some(({ userId }) => userId === user.id)
  if (isLoggedIn) return undefined
  if (actor === 'carol' && user.role !== 'admin')
    return need('promote carol', 'updateUser', promotion(user.id))
  const credentials = { email: `<email:${actor}>`, password: `<password:${actor}>` }
  return need(`log ${actor} in`, 'logIn', post('/auth/login', credentials))
}

export function registrationOf(actor: string) {
  return { email: `<email:${actor}>`, password: firstPassword, name: `${actor} <tag>` }
}

function promotion(id: string): Omit<Intent, 'operation'> {
  return {
    method: 'PATCH',
    target: `/api/v1/users/${id}`,
    headers: { ...jsonHeaders, Authorization: `Bearer ${rootToken}`, 'If-Match': '<etag:current>' },
    body: { json: { role: 'admin' } },
  }
}

function productNeed(): Need {
  const product = {
    sku: 'A-<tag>',
    name: 'mug <tag>',
    price: { amount: 1250, currency: 'EUR' },
    stock: 3,
  }
  return need('product', 'createProduct', post('/products', product, rootToken))
}

export const address = {
  name: 'Ada',
  line1: '12 Square',
  city: 'London',
  postalCode: 'SW1Y',
  country: 'GB',
}

function orderNeed(state: State): Need | undefined {
  const before = accountNeed(state, 'alice') ?? (state.products.length === 0 ? productNeed() : undefined)
  if (before) return before
  const order = {
    items: [{ productId: '<product:0>', quantity: 1 }],
    payment: { method: 'card', token: 'tok_ok' },
    shippingAddress: address,
  }
  return need('order', 'placeOrder', post('/orders', order, '<token:alice>'))
}

function need(name: string, operation: string, request: Omit<Intent, 'operation'>): Need {
  return { name, intent: { operation, ...request } }
}

export const jsonHeaders = { 'Content-Type': 'application/json' }

function post(path: string, json: unknown, token?: string): Omit<Intent, 'operation'> {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return {
    method: 'POST',
    target: `/api/v1${path}`,
    headers: { ...jsonHeaders, ...authorization },
    body: { json },
  }
}
