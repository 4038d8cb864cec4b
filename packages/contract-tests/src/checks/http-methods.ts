import { type Level, levels } from '@backend-rosetta/contract/levels'
import { type OperationId, operation, operationIds } from '@backend-rosetta/contract/operations'
import { type Check, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'
import { sampleOrder, sampleProduct } from './samples.ts'

/** The paths of the API, each with the number of its checks. A new path gets a new number. */
const numbers: Readonly<Record<string, number>> = {
  '/api/v1/auth/register': 1,
  '/api/v1/auth/login': 2,
  '/api/v1/auth/refresh': 3,
  '/api/v1/auth/logout': 4,
  '/api/v1/users/me': 5,
  '/api/v1/users': 6,
  '/api/v1/users/{id}': 7,
  '/api/v1/products': 8,
  '/api/v1/products/{id}': 9,
  '/api/v1/orders': 10,
  '/api/v1/orders/{id}': 11,
  '/api/v1/orders/{id}/cancel': 12,
  '/api/v1/orders/{id}/ship': 13,
  '/api/v1/orders/{id}/deliver': 14,
  '/api/v1/orders/{id}/events': 15,
  '/api/v1/admin/stats': 16,
  '/health/live': 17,
  '/health/ready': 18,
  '/metrics': 19,
  '/openapi.json': 20,
  '/docs': 21,
  '/problems/{code}': 22,
}

const candidates = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const paths = [...new Set(operationIds.map((id) => operation(id).path))]

/** Three checks of each path: what it refuses, what it says that it allows, and HEAD. */
function checksOf(path: string): Check[] {
  const ids = operationIds.filter((id) => operation(id).path === path)
  const number = numbers[path]
  if (number === undefined) throw new TypeError(`http-methods.ts: the path ${path} needs a number`)
  const methods = ids.map((id) => operation(id).method)
  const get = ids.find((id) => operation(id).method === 'GET')
  const allowed = [...methods, ...(get ? ['HEAD'] : []), 'OPTIONS'].toSorted()
  const target = path.replace(/\{\w+\}/, 'any')
  return defineChecks('HTTP-8', { level: easiest(ids) }, (check) => {
    check(`HTTP-8.${100 + number}`, `${path} refuses every other method`, async (t) => {
      for (const method of candidates.filter((name) => !allowed.includes(name))) {
        const answer = await t.anonymous.request(method, target)
        t.problem(answer, 'method_not_allowed')
        expectAllowed(t, answer, allowed)
      }
    })
    check(`HTTP-8.${200 + number}`, `OPTIONS of ${path} lists its methods`, async (t) => {
      const answer = await t.anonymous.request('OPTIONS', target)
      t.status(answer, 204)
      expectAllowed(t, answer, allowed)
    })
    if (!get) return
    check(`HTTP-8.${300 + number}`, `HEAD of ${path} answers as GET does`, (t) => compareHead(t, get, path))
  })
}

function expectAllowed(t: Context, answer: Answer, methods: readonly string[]): void {
  const listed = t.header(answer, 'Allow').split(',')
  const sorted = listed.map((method) => method.trim()).toSorted()
  t.expect(sorted.join(', ')).equals(methods.join(', '), 'Allow lists exactly the methods of the path')
}

/** Headers that say something about what GET would answer with. */
const described = ['content-type', 'etag', 'cache-control', 'x-content-type-options']

async function compareHead(t: Context, id: OperationId, path: string): Promise<void> {
  const { reader, part } = await sampleOf(t, id)
  const client = reader ? t.as(reader) : t.anonymous
  // What nobody has keeps a list the same for both, whatever others add to it.
  const query = operation(id).query ? `?search=${t.unique('nothing')}` : ''
  const target = path.replace(/\{\w+\}/, part) + query
  const get = await client.request('GET', target)
  const head = await client.request('HEAD', target)
  t.status(get, 200)
  t.status(head, 200)
  const differing = described.filter((name) => get.headers[name] !== head.headers[name])
  t.expect(differing).equals([], 'HEAD has the header fields of GET')
  if (get.text.length > 0) {
    t.expect(head.headers['content-length'] === '0').equals(false, 'HEAD does not announce an empty body')
  }
}

/** Who may read the sample of an operation, and what stands in its path for the parameter. */
async function sampleOf(t: Context, id: OperationId): Promise<{ reader?: Actor; part: string }> {
  switch (id) {
    case 'getProduct':
      return { part: (await sampleProduct(t)).id }
    case 'getProblem':
      return { part: 'not_found' }
    case 'getOrder':
    case 'listOrderEvents': {
      const { buyer, order } = await sampleOrder(t)
      return { reader: buyer, part: order.id }
    }
    case 'getUser': {
      const reader = await t.customer()
      return { reader, part: reader.id }
    }
    default:
      return operation(id).auth === 'public' ? { part: '' } : { reader: t.admin, part: '' }
  }
}

function easiest(ids: readonly OperationId[]): Level {
  const own = new Set<Level>(ids.map((id) => operation(id).level))
  return levels.find((level) => own.has(level)) ?? 'core'
}

export const checks = paths.flatMap(checksOf)
