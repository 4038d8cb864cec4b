import { expect, test } from 'vitest'
import { placeholdersOf, RequestFault, toRequest } from './request.ts'
import type { Draft } from './types.ts'

const draft: Draft = {
  as: 'customer',
  target: '/api/v1/orders/{{orderId}}?limit=5',
  headers: 'If-Match: {{etag}}\n\n  X-Note :  a b ',
  body: '{ "name": "{{newEmail}}", "again": "{{orderId}}" }',
}

test('placeholders are found in all parts, each once', () => {
  expect(placeholdersOf(draft)).toEqual(['orderId', 'etag', 'newEmail'])
})

test('placeholders are filled in, safely for the place where they stand', () => {
  const values = new Map([
    ['orderId', 'a/b'],
    ['etag', '"3"'],
    ['newEmail', 'say "hi"'],
  ])
  expect(toRequest(draft, values)).toEqual({
    target: '/api/v1/orders/a%2Fb?limit=5',
    headers: [
      ['If-Match', '"3"'],
      ['X-Note', 'a b'],
    ],
    body: '{ "name": "say \\"hi\\"", "again": "a/b" }',
  })
})

test('given no body, none is sent', () => {
  expect(toRequest({ ...draft, target: '/', headers: '', body: ' \n' }, new Map()).body).toBe(undefined)
})

test.each([
  [{ ...draft, headers: 'no header' }, '"no header" is no header'],
  [{ ...draft, target: 'orders' }, 'has to begin with a slash'],
  [{ ...draft, body: '{{nothing}}' }, 'Nothing is known to put in the place of {{nothing}}'],
])('given a request that cannot be sent, it says why', (faulty, message) => {
  const values = new Map(['orderId', 'etag', 'newEmail'].map((name) => [name, 'x']))
  expect(() => toRequest(faulty, values)).toThrow(RequestFault)
  expect(() => toRequest(faulty, values)).toThrow(message)
})
