import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { asJson } from './raw-requests.ts'
import { sampleProduct } from './samples.ts'

const valid = ['a', '7', 'A-b_c.9', '.', 'x'.repeat(128)]
const invalid = ['', 'x'.repeat(129), 'a b', 'a,b', 'a/b', 'a:b', '<b>', 'é', '"quoted"', 'a\tb']

const traces = [
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'nonsense',
  '',
  '-'.repeat(500),
]

export const checks = defineChecks('HTTP-9', { level: 'core' }, (check) => {
  check('HTTP-9.1', 'a valid request id is echoed', async (t) => {
    for (const id of valid) t.header(await withId(t, id), 'X-Request-Id', id)
  })

  check('HTTP-9.2', 'any other request id is replaced by a new one', async (t) => {
    const ids = []
    for (const id of invalid)
      ids.push(t.header(await withId(t, id), 'X-Request-Id', /^[A-Za-z0-9._-]{1,128}$/))
    t.expect(ids.filter((id) => invalid.some((sent) => sent !== '' && sent.includes(id)))).equals(
      [],
      'no part of what was sent is used',
    )
    t.expect(new Set(ids).size).equals(invalid.length, 'each is new')
  })

  check('HTTP-9.3', 'a request without an id gets one of its own', async (t) => {
    const ids = []
    for (let count = 0; count < 5; count += 1) {
      ids.push(t.header(await t.anonymous.call('getLiveness'), 'X-Request-Id'))
    }
    t.expect(new Set(ids).size).equals(5, 'no two are the same')
  })

  check('HTTP-9.4', 'a problem carries the id of its request', async (t) => {
    const id = t.unique('req')
    const headers = { 'X-Request-Id': id }
    const typed = { 'Content-Type': 'application/json', ...headers }
    const tooLarge = { headers: typed, rawBody: ' '.repeat(102_401) }
    const answers = [
      t.problem(await t.anonymous.request('GET', '/api/v1/nope', { headers }), 'not_found'),
      t.problem(await t.anonymous.request('GET', '/api/v1/%ZZ', { headers }), 'not_found'),
      t.problem(await t.anonymous.request('PUT', '/api/v1/products', { headers }), 'method_not_allowed'),
      t.problem(await t.anonymous.call('getMe', { headers }), 'unauthenticated'),
      t.problem(await t.anonymous.call('registerUser', { headers, body: {} }), 'validation_failed'),
      t.problem(
        await t.anonymous.request('POST', '/api/v1/auth/register', { ...asJson('{'), headers: typed }),
        'malformed_json',
      ),
      t.problem(await t.anonymous.request('POST', '/api/v1/auth/register', tooLarge), 'payload_too_large'),
    ]
    for (const { requestId } of answers) t.expect(requestId).equals(id, 'requestId is that of the request')
  })

  check('HTTP-9.5', 'answers without a body carry the id, too', async (t) => {
    const { id, version } = await sampleProduct(t)
    const own = t.unique('req')
    const headers = { 'X-Request-Id': own, 'If-None-Match': `"${version}"` }
    const target = `/api/v1/products/${id}`
    for (const [method, status] of [
      ['GET', 304],
      ['HEAD', 304],
      ['OPTIONS', 204],
    ] as const) {
      const answer = await t.anonymous.request(method, target, { headers })
      t.expect(answer.status).equals(status, `${method} answers ${status}`)
      t.header(answer, 'X-Request-Id', own)
    }
  })

  check('HTTP-9.6', 'no traceparent, well-formed or not, disturbs a request', async (t) => {
    for (const traceparent of traces) {
      t.status(await t.anonymous.call('listProducts', { query: { limit: 1 }, headers: { traceparent } }), 200)
    }
  })
})

function withId(t: Context, id: string) {
  return t.anonymous.call('getLiveness', { headers: { 'X-Request-Id': id } })
}
