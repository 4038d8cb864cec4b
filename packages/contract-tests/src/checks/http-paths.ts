import { defineChecks } from '../check.ts'
import { rawRequest } from './raw-requests.ts'
import { neverIssued, sampleProduct } from './samples.ts'

const unknown = [
  '/',
  '/nope',
  '/api',
  '/api/v1',
  '/api/v1/nope',
  '/api/v1/orders/1/nope',
  '/api/v1/orders/1/cancel/now',
  '/api/v1/products/1/2',
  '/api/v1/auth',
  '/api/v1/admin',
  '/health',
]

const unlike = [
  '/api/v1/products/',
  '/api/v1/products;v=1',
  '/api/v1//products',
  '//api/v1/products',
  '/api/v1/Products',
  '/API/V1/products',
  '/api/v1/products.json',
  '/api/v1/%2Fproducts',
  '/health/live/',
  '/openapi.json/',
]

const undecodable = ['%', '%Z', '%ZZ', '%E0%A4%A', '%C0%AE', '%80', '%F0%9F', '%ED%A0%80']

export const checks = defineChecks('HTTP-8', { level: 'core' }, (check) => {
  check('HTTP-8.1', 'an unknown path is not found, with any method', async (t) => {
    for (const path of unknown) t.problem(await t.anonymous.request('GET', path), 'not_found')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      t.problem(await t.anonymous.request(method, '/api/v1/nope'), 'not_found')
    }
  })

  check('HTTP-8.2', 'a path that only resembles a known one is not found', async (t) => {
    for (const path of unlike) t.problem(await t.anonymous.request('GET', path), 'not_found')
  })

  check('HTTP-8.3', 'a path that cannot be decoded is not found', async (t) => {
    for (const part of undecodable) {
      t.problem(await t.anonymous.request('GET', `/api/v1/products/${part}`), 'not_found')
      t.problem(await t.anonymous.request('GET', `/api/v1/orders/${part}`), 'not_found')
      t.problem(await t.anonymous.request('GET', `/${part}`), 'not_found')
    }
  })

  check('HTTP-8.4', 'no path leads out of the API', async (t) => {
    for (const way of [
      '../../../../../../etc/passwd',
      '..%2f..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/package.json',
    ]) {
      for (const from of ['/', '/docs/', '/problems/']) {
        t.problem(await t.anonymous.request('GET', from + way), 'not_found')
      }
    }
  })

  check('HTTP-8.5', 'a percent-encoded path is the path that it encodes', async (t) => {
    const { id } = await sampleProduct(t)
    const encoded = [...id].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')
    for (const path of [`/api/v1/products/${encoded}`, `/api/v1/%70roducts/${id}`]) {
      const answer = await t.anonymous.request('GET', path)
      t.expect(t.status(answer, 200)).equals(await sampleProduct(t), 'it is the product')
    }
  })

  check('HTTP-8.6', 'a method that HTTP has and the API does not is not allowed', async (t) => {
    for (const method of ['PUT', 'PROPFIND', 'LOCK', 'SEARCH']) {
      t.problem(await t.anonymous.request(method, '/api/v1/products'), 'method_not_allowed')
    }
  })

  check('HTTP-8.7', 'HEAD of what is not there has the status and no body', async (t) => {
    const answers = [
      [await t.anonymous.request('HEAD', `/api/v1/products/${neverIssued}`), 404],
      [await t.anonymous.request('HEAD', '/api/v1/nope'), 404],
      [await t.anonymous.request('HEAD', '/api/v1/auth/login'), 405],
      [await t.anonymous.request('HEAD', '/api/v1/orders'), 401],
    ] as const
    for (const [answer, status] of answers) {
      t.expect(answer.status).equals(status, `HEAD ${answer.exchange.request.url} answers as GET`)
    }
  })

  check('HTTP-8.8', 'nothing follows the head of an answer to HEAD', async (t) => {
    for (const path of ['/health/live', '/api/v1/products?limit=1']) {
      const socket = t.socket()
      socket.write(rawRequest(t, `HEAD ${path}`) + rawRequest(t, 'GET /health/live', ['Connection: close']))
      t.header(await socket.answer(5000, { bodyless: true }), 'X-Request-Id')
      t.expect((await socket.answer()).status).equals(200, 'the next answer follows at once')
    }
  })
})
