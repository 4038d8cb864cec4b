import fc from 'fast-check'
import type { Intent } from '../intent.ts'
import { address } from '../needs.ts'
import { mutated } from './mutate.ts'
import { withQuery } from './query.ts'
import {
  anyone,
  choice,
  commandIfMatch,
  ifMatch,
  ifNoneMatch,
  mostlyAdmin,
  mostlyCustomer,
  nth,
  request,
} from './request.ts'
import { line, notes } from './values.ts'

const orderPath = (suffix: string) =>
  fc.oneof(
    { weight: 10, arbitrary: nth.map((n) => `/api/v1/orders/<order:${n}>${suffix}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(`/api/v1/orders/none${suffix}`, `/api/v1/orders/<product:0>${suffix}`),
    },
  )

const item = fc.record({
  productId: fc.oneof(
    { weight: 8, arbitrary: nth.map((n) => `<product:${n}>`) },
    { weight: 1, arbitrary: fc.constantFrom('none', '<user:0>') },
  ),
  quantity: fc.constantFrom(1, 1, 2, 3, 100),
})

const cardToken = choice([
  [100, 'tok_ok'],
  [20, 'tok_declined'],
  [10, 'tok_nobody'],
  [6, 'tok_flaky'],
  [6, 'tok_lost_reply'],
  [1, 'tok_slow'],
  [1, 'tok_timeout_once'],
])

const addresses = fc
  .record({ line2: fc.oneof(line, fc.constant(null)) }, { requiredKeys: [] })
  .map((more) => ({ ...address, ...more }))

export const orderBody = fc.record(
  {
    items: fc.oneof(
      { weight: 5, arbitrary: fc.array(item, { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(item, { minLength: 2, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    payment: fc.record({ method: fc.constant('card'), token: cardToken }),
    shippingAddress: addresses,
    notes,
  },
  { requiredKeys: ['items', 'payment', 'shippingAddress'] },
)

const idempotencyKey = choice<Record<string, string>>([
  [6, {}],
  [3, { 'Idempotency-Key': 'key-1' }],
  [1, { 'Idempotency-Key': 'key-2' }],
  [1, { 'Idempotency-Key': '' }],
  [1, { 'Idempotency-Key': 'with blanks' }],
  [1, { 'Idempotency-Key': 'k'.repeat(256) }],
])

const placeOrder = request({
  operation: 'placeOrder',
  method: 'POST',
  target: fc.constant('/api/v1/orders'),
  who: mostlyCustomer,
  headers: idempotencyKey,
  json: mutated(orderBody),
})

/** The same body under the same key again and again. */
const repeatOrder = request({
  operation: 'placeOrder',
  method: 'POST',
  target: fc.constant('/api/v1/orders'),
  who: fc.constant('alice'),
  headers: fc.constant({ 'Idempotency-Key': 'key-3' }),
  json: fc.constantFrom(
    {
      items: [{ productId: '<product:9>', quantity: 1 }],
      payment: { method: 'card', token: 'tok_ok' },
      shippingAddress: address,
    },
    {
      shippingAddress: address,
      payment: { token: 'tok_ok', method: 'card' },
      items: [{ quantity: 1, productId: '<product:9>' }],
    },
  ),
})

const listOrders = request({
  operation: 'listOrders',
  method: 'GET',
  target: withQuery('/api/v1/orders', {
    limit: fc.constantFrom('1', '1', '2', '100', '0', '101'),
    cursor: fc.oneof(
      nth.map((n) => `<cursor:${n}>`),
      fc.constantFrom('never-issued', 'AAAA', ''),
    ),
    userId: fc.oneof(
      nth.map((n) => `<user:${n}>`),
      fc.constant('none'),
    ),
    status: fc.constantFrom('confirmed', 'rejected', 'cancelled', 'shipped', 'delivered', 'lost'),
    from: fc.oneof(
      nth.map((n) => `<time:${n}>`),
      fc.constantFrom('yesterday', '2020-01-01T00:00:00+14:00', '2020-02-30T00:00:00Z'),
    ),
    to: fc.oneof(
      nth.map((n) => `<time:${n}>`),
      fc.constantFrom('9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'),
    ),
  }),
  who: anyone,
})

const getOrder = request({
  operation: 'getOrder',
  method: 'GET',
  target: orderPath(''),
  who: anyone,
  headers: ifNoneMatch,
})

const updateOrder = request({
  operation: 'updateOrder',
  method: 'PATCH',
  target: orderPath(''),
  who: anyone,
  headers: ifMatch,
  json: mutated(
    fc.record(
      {
        shippingAddress: fc.record(
          {
            name: line,
            line1: line,
            line2: fc.oneof(line, fc.constant(null)),
            city: line,
            country: fc.constantFrom('DE', 'GB', 'XX'),
          },
          { requiredKeys: [] },
        ),
        notes,
      },
      { requiredKeys: [] },
    ),
  ),
})

const command = (operation: string, suffix: string, json: fc.Arbitrary<unknown>) =>
  request({
    operation,
    method: 'POST',
    target: orderPath(suffix),
    who: operation === 'cancelOrder' ? anyone : mostlyAdmin,
    headers: commandIfMatch,
    json: mutated(json),
  })

const listOrderEvents = request({
  operation: 'listOrderEvents',
  method: 'GET',
  target: orderPath('/events'),
  who: anyone,
  headers: choice<Record<string, string>>([
    [5, {}],
    [1, { Accept: 'application/json' }],
    [1, { Accept: '*/*' }],
    [1, { 'Last-Event-ID': '-1' }],
    [1, { 'Last-Event-ID': 'x' }],
  ]),
})

export const orderRequests: ReadonlyArray<{ weight: number; arbitrary: fc.Arbitrary<Intent> }> = [
  { weight: 10, arbitrary: placeOrder },
  { weight: 4, arbitrary: repeatOrder },
  { weight: 5, arbitrary: listOrders },
  { weight: 4, arbitrary: getOrder },
  { weight: 5, arbitrary: updateOrder },
  { weight: 5, arbitrary: command('cancelOrder', '/cancel', fc.record({ reason: line })) },
  { weight: 5, arbitrary: command('shipOrder', '/ship', fc.record({ carrier: line, trackingNumber: line })) },
  { weight: 4, arbitrary: command('deliverOrder', '/deliver', fc.constant({})) },
  { weight: 3, arbitrary: listOrderEvents },
]
