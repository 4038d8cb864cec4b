import fc from 'fast-check'
import { firstPassword, type Intent, type Step } from '../intent.ts'
import { address, jsonHeaders, registrationOf } from '../needs.ts'

/** Requests that meet: whoever comes first decides, and every order has to make sense. */
export function concurrentSteps(): fc.Arbitrary<Step> {
  return fc.oneof(
    several(fc.constantFrom('dora', 'eve'), (who) => register(who)),
    several(fc.constantFrom(1, 2, 3), (quantity) => order('alice', quantity)),
    several(fc.constantFrom(1, 2), (quantity) => order('bob', quantity, 'key-4')),
    several(fc.constantFrom('x', 'y', 'z'), (notes) => patchOrder({ notes })),
    several(fc.constantFrom(0, 5, 9), (stock) => patchProduct({ stock })),
    several(fc.constantFrom('Ann', 'Bea'), (name) => patchMe(name)),
    fc.constantFrom(2, 3).map((times) => Array.from({ length: times }, refresh)),
    // Without reading it: who reads while another one cancels may find the refund under way (ORD-6).
    fc.shuffledSubarray([ship, cancel('alice'), cancel('carol'), patchOrder({ notes: 'quick' })], {
      minLength: 2,
      maxLength: 3,
    }),
    // Not with a new price: an order is priced when it is placed, and takes its stock later (ORD-1, ORD-2).
    fc.shuffledSubarray([order('bob', 1), archive, readOrder], { minLength: 2 }),
    fc.shuffledSubarray([deactivateAlice, patchMe('Late'), readMe, logIn], { minLength: 2, maxLength: 3 }),
    fc.shuffledSubarray([createProduct('mug'), createProduct('bowl'), createProduct('cup')], {
      minLength: 2,
    }),
  )
}

function several<T>(value: fc.Arbitrary<T>, make: (value: T) => Intent): fc.Arbitrary<Step> {
  return fc.array(value, { minLength: 2, maxLength: 3 }).map((values) => values.map(make))
}

interface Sending {
  method?: string
  path: string
  who?: string
  headers?: Record<string, string>
  json?: unknown
}

function intent(operation: string, { method = 'POST', path, who, headers, json }: Sending): Intent {
  const authorization = who === undefined ? {} : { Authorization: `Bearer <token:${who}:0>` }
  const own = { ...(json !== undefined && jsonHeaders), ...authorization, ...headers }
  const request = { operation, method, target: `/api/v1${path}`, headers: own }
  return json === undefined ? request : { ...request, body: { json } }
}

function register(who: string): Intent {
  return intent('registerUser', { path: '/auth/register', json: registrationOf(who) })
}

const logIn = intent('logIn', {
  path: '/auth/login',
  json: { email: '<email:alice>', password: firstPassword },
})

function refresh(): Intent {
  return intent('refreshTokens', { path: '/auth/refresh', json: { refreshToken: '<refresh:alice:0>' } })
}

const readMe = intent('getMe', { method: 'GET', path: '/users/me', who: 'alice' })

const current = { 'If-Match': '<etag:current>' }

function patchMe(name: string): Intent {
  return intent('updateMe', {
    method: 'PATCH',
    path: '/users/me',
    who: 'alice',
    headers: current,
    json: { name },
  })
}

const deactivateAlice = intent('updateUser', {
  method: 'PATCH',
  path: '/users/<id:alice>',
  who: 'carol',
  headers: { 'If-Match': '*' },
  json: { active: false },
})

function order(who: string, quantity: number, key?: string): Intent {
  return intent('placeOrder', {
    path: '/orders',
    who,
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
    json: {
      items: [{ productId: '<product:0>', quantity }],
      payment: { method: 'card', token: 'tok_ok' },
      shippingAddress: address,
    },
  })
}

function patchOrder(json: unknown): Intent {
  const path = '/orders/<order:0>'
  return intent('updateOrder', { method: 'PATCH', path, who: 'carol', headers: current, json })
}

const readOrder = intent('getOrder', { method: 'GET', path: '/orders/<order:0>', who: 'carol' })

const ship = intent('shipOrder', {
  path: '/orders/<order:0>/ship',
  who: 'carol',
  json: { carrier: 'DHL', trackingNumber: '1' },
})

function cancel(who: string): Intent {
  return intent('cancelOrder', { path: '/orders/<order:0>/cancel', who, json: { reason: 'mistake' } })
}

function patchProduct(json: unknown): Intent {
  const path = '/products/<product:0>'
  return intent('updateProduct', { method: 'PATCH', path, who: 'carol', headers: current, json })
}

const archive = intent('deleteProduct', { method: 'DELETE', path: '/products/<product:0>', who: 'carol' })

function createProduct(name: string): Intent {
  const json = { sku: 'A-<tag>', name: `${name} <tag>`, price: { amount: 100, currency: 'EUR' }, stock: 1 }
  return intent('createProduct', { path: '/products', who: 'carol', json })
}
