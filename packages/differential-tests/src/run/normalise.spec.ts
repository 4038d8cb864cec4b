import { describe, expect, it } from 'vitest'
import { normalAnswer } from './normalise.ts'
import type { Received } from './send.ts'

describe('normalAnswer', () => {
  it('is the same for answers that differ in ids, times, tokens and prose only', () => {
    const answers = ['a1', 'b2'].map((id, index) => {
      const body = {
        id,
        version: index + 1,
        createdAt: `2026-11-20T12:00:00.00${index}Z`,
        accessToken: `${id}.jwt`,
        code: 'not_found',
        detail: `Nothing at ${id}.`,
        path: `/api/v1/orders/${id}`,
      }
      const headers = {
        etag: `"${index}"`,
        location: `/api/v1/orders/${id}`,
        'retry-after': String(index + 1),
      }
      return normalAnswer(received({ body, headers }), new Map([['__order.1__', id]]))
    })
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.body).toMatchObject({ id: '__order.1__', createdAt: '<time>', code: 'not_found' })
    expect(answers[0]?.headers['location']).toBe('/api/v1/orders/__order.1__')
  })

  it.each([
    ['the status', received({ status: 404 })],
    ['a value of the body', received({ body: { code: 'forbidden' } })],
    ['an absent property', received({ body: {} })],
    ['a header that a client acts on', received({ headers: { allow: 'GET' } })],
  ])('differs in %s', (_, other) => {
    const plain = received({ body: { code: 'not_found' }, headers: { allow: 'GET, HEAD' } })
    expect(normalAnswer(other, new Map())).not.toEqual(normalAnswer(plain, new Map()))
  })

  it('takes lists in headers for the same in any order, and leaves out what no clause speaks of', () => {
    const one = received({ headers: { allow: 'GET, HEAD', vary: 'Origin', server: 'a', date: 'now' } })
    const other = received({ headers: { allow: 'HEAD,GET', vary: 'origin', server: 'b' } })
    expect(normalAnswer(one, new Map())).toEqual(normalAnswer(other, new Map()))
  })
})

function received({ status = 200, headers = {}, body = {} }: Partial<Received>): Received {
  const request = { method: 'GET', url: 'http://127.0.0.1/api/v1/orders', headers: {} }
  return { status, headers, body, text: '', exchange: { request, milliseconds: 1 } }
}
