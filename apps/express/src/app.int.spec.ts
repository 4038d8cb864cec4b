import { randomUUID } from 'node:crypto'
import { operation, operationIds } from '@backend-rosetta/contract/operations'
import { adminOf } from '@backend-rosetta/test-support/fixtures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test/support/test-app.ts'

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
    const { headers } = await app.http.options(path).expect(204)
    expect(headers['allow']?.split(', ').sort()).toEqual(expected.sort())
    const refused = await app.http.put(path).expect(405)
    expect(refused.headers['allow']).toBe(headers['allow'])
  })

  it('that do not exist are not found, whatever the method', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v1/products/',
      '/API/v1/products',
      '/api/v1/products/%ff',
      '/',
    ]) {
      await app.http.get(path).expect(404)
      await app.http.options(path).expect(404)
    }
  })
})

describe('every answer', () => {
  it('carries a request id, the given one where it is acceptable', async () => {
    const given = await app.http.get('/health/live').set('X-Request-Id', 'abc-1.2_3')
    expect(given.headers['x-request-id']).toBe('abc-1.2_3')
    const refused = await app.http.get('/nothing').set('X-Request-Id', 'a b')
    expect(refused.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(refused.body.requestId).toBe(refused.headers['x-request-id'])
  })

  it('carries security headers and does not name the framework', async () => {
    const { headers } = await app.http.get('/health/live')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers).not.toHaveProperty('x-powered-by')
  })
})

describe('metrics', () => {
  it('count requests by template', async () => {
    await app.http.get(`/api/v1/products/${randomUUID()}`).expect(404)
    await app.http.get('/nothing').expect(404)
    const { text } = await app.http.get('/metrics').expect(200)
    expect(text).toMatch(
      /request_duration_seconds_count\{method="GET",route="\/api\/v1\/products\/\{id\}",status="404"\} 1/,
    )
    expect(text).toMatch(/request_duration_seconds_count\{method="GET",route="unmatched",status="404"\} \d/)
  })
})

describe('statistics', () => {
  it('of an empty shop are zero', async () => {
    const admin = await adminOf(app)
    const { body } = await app.http.get('/api/v1/admin/stats').set(admin.headers).expect(200)
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
  })
})

describe('the API page', () => {
  it('loads what it needs from this server', async () => {
    const { text, headers } = await app.http.get('/docs').expect(200)
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '')
    expect(files).toHaveLength(3)
    for (const file of files) await app.http.get(file).expect(200)
    await app.http.get('/docs/package.json').expect(404)
  })
})
