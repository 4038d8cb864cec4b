import {
  type OrderAction,
  orderActions,
  orderActors,
  orderStatuses,
  outcomeOf,
} from '@backend-rosetta/contract/lifecycle'
import { problems } from '@backend-rosetta/contract/problem-codes'
import { describe, expect, it } from 'vitest'
import { predict } from './predict.ts'
import type { ModelRequest } from './request.ts'
import { etagOfResource } from './resources.ts'
import { by, json, orderRequest, shopWith } from './sample-shop.ts'
import type { State } from './state.ts'

describe('predict', () => {
  const everyCase = orderActions.flatMap((action) =>
    orderStatuses.flatMap((from) => orderActors.map((actor) => [action, from, actor] as const)),
  )

  it.each(everyCase)('has %s of a %s order by %s as the lifecycle has it', (action, from, actor) => {
    const state = shopWith(from)
    const expected = outcomeOf(action, from, actor)
    const { answer, state: after } = answerTo(state, requestOf(state, action, actor))
    expect(answer.status).toBe(expected.status)
    expect(answer.body).toMatchObject(
      expected.code === null ? { id: '__order.1__' } : { code: expected.code },
    )
    const [order] = after.orders
    const [before] = state.orders
    expect(order?.version.number !== before?.version.number).toBe(expected.status === 200)
  })

  it('checks in the order of HTTP-12, whatever else is wrong', () => {
    const state = shopWith('delivered')
    const target = '/api/v1/orders/none'
    const bad = { method: 'PATCH', target, headers: { 'Content-Type': 'text/plain' }, body: '{' }
    const codes = [
      codeOf(state, { ...bad, target: '/api/v1/nowhere' }),
      codeOf(state, { ...bad, method: 'PUT' }),
      codeOf(state, { ...bad, body: 'x'.repeat(102_401) }),
      codeOf(state, bad),
      codeOf(state, { ...bad, headers: json }),
      codeOf(state, { ...bad, headers: json, body: '{"x":1}' }),
      codeOf(state, { ...bad, headers: { ...json, ...by('owner') }, body: '{"x":1}' }),
      codeOf(state, { ...bad, headers: { ...json, ...by('owner') }, body: '{}' }),
      codeOf(state, { ...bad, headers: { ...json, ...by('owner'), 'If-Match': '"0"' }, body: '{}' }),
      codeOf(state, { ...own(bad), headers: { ...json, ...by('owner'), 'If-Match': '"0"' }, body: '{}' }),
      codeOf(state, { ...own(bad), headers: { ...json, ...by('owner'), 'If-Match': '*' }, body: '{}' }),
    ]
    expect(codes).toEqual([
      'not_found',
      'method_not_allowed',
      'payload_too_large',
      'unsupported_media_type',
      'malformed_json',
      'unauthenticated',
      'validation_failed',
      'precondition_required',
      'not_found',
      'precondition_failed',
      'invalid_order_transition',
    ])
    expect(problems.invalid_order_transition.status).toBe(409)
  })

  it('takes stock once, and rejects what is not there', () => {
    const state = shopWith('confirmed')
    const place = (quantity: number) => orderRequest(quantity)
    const { state: after } = answerTo(state, place(2))
    expect(after.products[0]?.stock).toBe(1)
    const { state: rejected } = answerTo(after, place(2), '3')
    expect(rejected.products[0]?.stock).toBe(1)
    expect(rejected.orders.at(-1)).toMatchObject({ status: 'rejected', rejection: 'insufficient_stock' })
  })

  it('does not use up the key of a request that fails, and replays one that does not', () => {
    const state = shopWith('confirmed')
    const key = { 'Idempotency-Key': 'k' }
    const keyed = (quantity: number) => ({
      ...orderRequest(quantity),
      headers: { ...orderRequest(1).headers, ...key },
    })
    const { state: failed } = answerTo(state, keyed(0))
    expect(failed.keys).toEqual([])
    const { state: placed } = answerTo(failed, keyed(1))
    const { answer, state: replayed } = answerTo(placed, keyed(1), '3')
    expect(answer.headers['idempotency-replayed']).toBe('true')
    expect(replayed.orders).toHaveLength(placed.orders.length)
    expect(codeOf(placed, keyed(2))).toBe('idempotency_key_reused')
  })

  it('lets a repetition in flight wait, and only then', () => {
    const state = { ...shopWith('confirmed'), concurrent: true }
    const request = orderRequest(1)
    const keyed = { ...request, headers: { ...request.headers, 'Idempotency-Key': 'k' } }
    const [first] = predict(state, keyed, '2')
    if (!first) throw new TypeError('there is an outcome')
    const statuses = (world: State) => predict(world, keyed, '3').map(({ answer }) => answer.status)
    expect(statuses(first.state)).toEqual([201, 409])
    expect(statuses({ ...first.state, concurrent: false })).toEqual([201])
  })

  it('serves who was let in before a login ended, at the same time, and only then', () => {
    const state = { ...shopWith('confirmed'), concurrent: true }
    const headers = { ...json, 'If-Match': '*' }
    const end = {
      method: 'PATCH',
      target: '/api/v1/users/__user.owner__',
      headers: { ...headers, ...by('admin') },
      body: '{"active":false}',
    }
    const { state: ended } = answerTo(state, end)
    const rename = {
      ...end,
      target: '/api/v1/users/me',
      headers: { ...headers, ...by('owner') },
      body: '{"name":"x"}',
    }
    const statuses = (world: State) => predict(world, rename, '3').map(({ answer }) => answer.status)
    expect(statuses(ended)).toEqual([401, 200])
    expect(statuses({ ...ended, concurrent: false })).toEqual([401])
    expect(statuses({ ...ended, clock: ended.clock + 1 })).toEqual([401])
  })

  it('leaves the world as it was given alone', () => {
    const state = shopWith('confirmed')
    const before = structuredClone(state)
    predict(state, orderRequest(1), '2')
    expect(state).toEqual(before)
  })
})

function answerTo(state: State, request: ModelRequest, key = '2') {
  const [outcome] = predict(state, request, key)
  if (!outcome) throw new TypeError('there is an outcome')
  return outcome
}

function codeOf(state: State, request: ModelRequest): unknown {
  const { body } = answerTo(state, request).answer
  return body !== null && typeof body === 'object' && 'code' in body ? body['code'] : undefined
}

function own(request: ModelRequest): ModelRequest {
  return { ...request, target: '/api/v1/orders/__order.1__' }
}

function requestOf(state: State, action: OrderAction, actor: (typeof orderActors)[number]): ModelRequest {
  const bodies = {
    update: { notes: 'other' },
    cancel: { reason: 'mistake' },
    ship: { carrier: 'DHL', trackingNumber: '1' },
    deliver: {},
  }
  const [order] = state.orders
  const ifMatch = order && action === 'update' ? { 'If-Match': etagOfResource(order) } : {}
  const path = '/api/v1/orders/__order.1__'
  return {
    method: action === 'update' ? 'PATCH' : 'POST',
    target: action === 'update' ? path : `${path}/${action}`,
    headers: { ...json, ...by(actor), ...ifMatch },
    body: JSON.stringify(bodies[action]),
  }
}
