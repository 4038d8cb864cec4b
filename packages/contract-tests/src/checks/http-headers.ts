import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { neverIssued, sampleOrder, sampleProduct } from './samples.ts'

const known = 'https://shop.example'
const unknown = ['https://evil.example', 'null', 'http://localhost:3000', 'https://shop.example.evil.example']

const preflight = (origin: string, method = 'PATCH') => ({
  Origin: origin,
  'Access-Control-Request-Method': method,
  'Access-Control-Request-Headers': 'authorization,content-type,if-match',
})

const plain = defineChecks('HTTP-11', { level: 'secure' }, (check) => {
  check('HTTP-11.1', 'answers of every kind carry nosniff and do not name their maker', async (t) => {
    const { id, version } = await sampleProduct(t)
    const answers: Answer[] = [
      await t.anonymous.call('getProduct', { path: { id } }),
      await t.anonymous.call('getProduct', { path: { id }, headers: { 'If-None-Match': `"${version}"` } }),
      await t.anonymous.request('OPTIONS', '/api/v1/products'),
      await t.anonymous.request('GET', '/problems/not_found'),
      await t.anonymous.request('GET', '/nope'),
      await t.anonymous.request('GET', '/%ZZ'),
      await t.anonymous.call('getMe'),
      await t.anonymous.request('POST', '/api/v1/auth/register', { rawBody: ' '.repeat(102_401) }),
    ]
    for (const answer of answers) {
      t.header(answer, 'X-Content-Type-Options', /^nosniff$/i)
      t.noHeader(answer, 'X-Powered-By')
    }
  })

  check('HTTP-11.2', 'answers to authenticated requests are stored nowhere', async (t) => {
    const { buyer, order } = await sampleOrder(t)
    const path = { id: order.id }
    const client = t.as(buyer)
    const answers: Answer[] = [
      await client.call('getMe'),
      await client.call('getOrder', { path }),
      await client.call('getOrder', { path, headers: { 'If-None-Match': '*' } }),
      await client.call('listOrders'),
      await client.call('listOrderEvents', { path }),
      await t.as(t.admin).call('getStats'),
      await t.as(t.admin).call('listUsers', { query: { limit: 1 } }),
    ]
    for (const answer of answers) t.header(answer, 'Cache-Control', /\bno-store\b/i)
  })

  check('HTTP-11.3', 'problems of authenticated requests are stored nowhere', async (t) => {
    const client = t.as(await t.customer())
    const path = { id: neverIssued }
    const answers: Answer[] = [
      await client.call('getOrder', { path }),
      await client.call('listUsers'),
      await client.call('placeOrder', { body: {} }),
      await client.call('updateMe', { body: { name: 'Ada' } }),
      await t.as(t.admin).call('createProduct', { body: {} }),
    ]
    for (const answer of answers) {
      t.expect(answer.status).isBetween(400, 499, 'the request is refused')
      t.header(answer, 'Cache-Control', /\bno-store\b/i)
    }
  })

  check('HTTP-11.4', 'an unknown origin gets no CORS headers', async (t) => {
    const { id } = await sampleProduct(t)
    for (const origin of unknown) {
      const headers = { Origin: origin }
      expectNoCors(t, await t.anonymous.call('getProduct', { path: { id }, headers }))
      expectNoCors(t, await t.anonymous.request('GET', '/nope', { headers }))
      expectNoCors(t, await t.anonymous.call('logIn', { headers, body: {} }))
      const flight = await t.anonymous.request('OPTIONS', '/api/v1/orders', { headers: preflight(origin) })
      expectNoCors(t, flight)
      t.status(flight, 204)
    }
  })
})

const configured = defineChecks('HTTP-11', { level: 'secure', needs: ['process'] }, (check) => {
  check('HTTP-11.5', 'preflight works for an origin of the allow-list', async (t) => {
    const { t: there } = await allowing(t)
    const answer = await there.anonymous.request('OPTIONS', '/api/v1/users/me', { headers: preflight(known) })
    t.status(answer, 204)
    t.header(answer, 'Access-Control-Allow-Origin', known)
    t.expect(list(t.header(answer, 'Access-Control-Allow-Methods'))).satisfies(
      (methods) => methods.includes('patch'),
      'PATCH is allowed',
    )
    t.expect(list(t.header(answer, 'Access-Control-Allow-Headers'))).satisfies(
      (names) => ['authorization', 'content-type', 'if-match'].every((name) => names.includes(name)),
      'the header fields of the API are allowed',
    )
  })

  check('HTTP-11.6', 'answers to an origin of the allow-list name it and can be read', async (t) => {
    const { t: there } = await allowing(t)
    const headers = { Origin: known }
    for (const path of ['/api/v1/products', '/nope', '/api/v1/orders']) {
      const answer = await there.anonymous.request('GET', path, { headers })
      t.header(answer, 'Access-Control-Allow-Origin', known)
      t.header(answer, 'Vary', /(^|[\s,])origin\b/i)
      t.expect(list(t.header(answer, 'Access-Control-Expose-Headers'))).satisfies(
        (names) => ['etag', 'link', 'location'].every((name) => names.includes(name)),
        'ETag, Link and Location are exposed',
      )
    }
  })

  check('HTTP-11.7', 'an allow-list is compared as a whole', async (t) => {
    const { t: there } = await allowing(t)
    for (const origin of [
      ...unknown,
      `${known}:8443`,
      'http://shop.example',
      'https://SHOP.example.',
      'null',
    ]) {
      expectNoCors(
        t,
        await there.anonymous.request('GET', '/api/v1/products', { headers: { Origin: origin } }),
      )
    }
  })

  check('HTTP-11.8', 'a preflight of a path that is not there is not found', async (t) => {
    const { t: there } = await allowing(t)
    t.problem(
      await there.anonymous.request('OPTIONS', '/api/v1/nope', { headers: preflight(known) }),
      'not_found',
    )
  })
})

const allowing = oncePerRun((t) =>
  t.server.launch({ env: { CORS_ORIGINS: `https://admin.example,${known}` } }),
)

function expectNoCors(t: Context, answer: Answer): void {
  const found = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))
  t.expect(found).equals([], 'the answer has no CORS header')
}

function list(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
}

export const checks = [...plain, ...configured]
