import { randomUUID } from 'node:crypto'
import openApi from '@backend-rosetta/contract/openapi.json' with { type: 'json' }
import { operation, operationIds } from '@backend-rosetta/contract/operations'
import { adminOf, givenUser } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test/support/test-app.ts'
import { createPrometheus } from './runtime/prometheus.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.stop())

describe('routes', () => {
  const methodsByPath = Map.groupBy(operationIds.map(operation), ({ path }) =>
    path.replaceAll(/\{\w+\}/g, 'x'),
  )

  it.each([...methodsByPath])('%s allows exactly the methods of the contract', async (path, operations) => {
    const methods = operations.map(({ method }) => method)
    const expected = [...methods, 'OPTIONS', ...(methods.includes('GET') ? ['HEAD'] : [])]
    const options = await app.app.request(path, { method: 'OPTIONS' })
    expect(options.status).toBe(204)
    expect(options.headers.get('Allow')?.split(', ').sort()).toEqual(expected.sort())
    const refused = await app.app.request(path, { method: 'PUT' })
    expect(refused.status).toBe(405)
    expect(refused.headers.get('Allow')).toBe(options.headers.get('Allow'))
  })

  it('that do not exist are not found, whatever the method', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v1/products/',
      '/API/v1/products',
      '/api/v1/orders/%ff',
      '/',
    ]) {
      expect((await app.app.request(path)).status, path).toBe(404)
      expect((await app.app.request(path, { method: 'OPTIONS' })).status, path).toBe(404)
    }
  })
})

describe('every answer', () => {
  it('carries a request id, the given one where it is acceptable', async () => {
    const given = await app.app.request('/health/live', { headers: { 'X-Request-Id': 'abc-1.2_3' } })
    expect(given.headers.get('X-Request-Id')).toBe('abc-1.2_3')
    const refused = await app.app.request('/nothing', { headers: { 'X-Request-Id': 'a=b' } })
    expect(refused.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await refused.json()).toMatchObject({ requestId: refused.headers.get('X-Request-Id') })
  })

  it('carries security headers, those of a page where it is one', async () => {
    const policyOf = async (path: string) =>
      (await app.app.request(path)).headers.get('Content-Security-Policy')
    expect(await policyOf('/nothing')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(await policyOf('/docs')).toContain("script-src 'self'")
    const { headers } = await app.app.request('/health/live')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})

describe('cross-origin requests', () => {
  it('are answered for the origins on the list and no others', async () => {
    const env = { ...app.env, CORS_ORIGINS: ['https://shop.example'] }
    const { app: shop } = await app.startSecond({ env })
    const ask = async (Origin: string, method: string) => {
      const { status, headers } = await shop.request('/api/v1/products', { method, headers: { Origin } })
      const cors = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
      return { status, allow: headers.get('Allow'), vary: headers.get('Vary'), cors: cors.length }
    }
    const preflight = await ask('https://shop.example', 'OPTIONS')
    expect(preflight).toMatchObject({ status: 204, allow: 'GET, POST, HEAD, OPTIONS' })
    expect(preflight.cors).toBeGreaterThan(3)
    expect(await ask('https://shop.example', 'GET')).toMatchObject({ status: 200, vary: 'Origin', cors: 2 })
    for (const method of ['OPTIONS', 'GET']) {
      expect(await ask('https://evil.example', method)).toMatchObject({ vary: 'Origin', cors: 0 })
    }
  })
})

describe('faults', () => {
  it('of query and header, and of body and header, come together', async () => {
    const { headers } = await givenUser(app)
    const key = 'x'.repeat(256)
    const place = app.http.post('/api/v1/orders').set({ ...headers, 'Idempotency-Key': key })
    const { body } = await place.send({ items: [], role: 'admin' }).expect(422)
    const found = body.errors.map((fault: Record<string, string>) => `${fault['in']} ${fault['pointer']}`)
    expect(found).toContain('header /Idempotency-Key')
    expect(found).toContain('body /items')
    expect(found).toContain('body /role')

    const list = await app.http.get('/api/v1/orders?limit=0&cursor=made-up').set(headers).expect(422)
    expect(list.body.errors).toMatchObject([{ pointer: '/cursor' }, { pointer: '/limit' }])
  })

  it('are not looked at before it is clear who asks', async () => {
    await app.http.patch('/api/v1/users/me').send({ name: 7 }).expect(401)
    await app.http.patch('/api/v1/users/me').type('text/plain').send('x').expect(415)
  })

  it('of a body that is not there is one, where there has to be one', async () => {
    const { headers } = await givenUser(app)
    for (const type of ['application/json', undefined]) {
      const patch = app.http.patch('/api/v1/users/me').set({ ...headers, 'If-Match': '*' })
      const { body } = await (type ? patch.type(type) : patch).expect(422)
      expect(body.errors).toMatchObject([{ in: 'body', pointer: '', code: 'required' }])
    }
    const admin = await adminOf(app)
    const deliver = app.http.post(`/api/v1/orders/${randomUUID()}/deliver`).set(admin.headers)
    await deliver.type('application/json').expect(404)
  })
})

describe('metrics', () => {
  it('count requests by template', async () => {
    const { app: measured } = await app.startSecond({ metrics: createPrometheus() })
    await measured.request(`/api/v1/products/${randomUUID()}`)
    await measured.request('/api/v1/users/me')
    await measured.request('/nothing')
    const text = await (await measured.request('/metrics')).text()
    expect(text).toMatch(
      /request_duration_seconds_count\{method="GET",route="\/api\/v1\/products\/\{id\}",status="404"\} 1/,
    )
    expect(text).toMatch(/count\{method="GET",route="\/api\/v1\/users\/me",status="401"\} 1/)
    expect(text).toMatch(/count\{method="GET",route="unmatched",status="404"\} 1/)
  })

  it('are not there where an instance means nothing', async () => {
    expect((await app.app.request('/metrics')).status).toBe(404)
  })
})

describe('statistics', () => {
  it('count what is there', async () => {
    const second = await startTestApp()
    const admin = await adminOf(second)
    const { body } = await second.http.get('/api/v1/admin/stats').set(admin.headers).expect(200)
    expect(body).toEqual({
      users: { total: 1, active: 1 },
      products: { total: 0, outOfStock: 0 },
      orders: {
        total: 0,
        byStatus: { pending: 0, confirmed: 0, rejected: 0, cancelled: 0, shipped: 0, delivered: 0 },
      },
      revenue: [],
      topProducts: [],
    })
    await second.stop()
  })
})

describe('documents', () => {
  it('made from the routes are those of the contract', async () => {
    expect(await (await app.app.request('/openapi.json')).json()).toEqual(openApi)
  })

  it('with the page that shows them come from this server', async () => {
    const text = await (await app.app.request('/docs')).text()
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '')
    expect(files).toHaveLength(3)
    for (const file of files) expect((await app.app.request(file)).status).toBe(200)
    expect((await app.app.request('/docs/package.json')).status).toBe(404)
  })
})
