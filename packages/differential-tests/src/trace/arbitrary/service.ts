import fc from 'fast-check'
import type { Intent } from '../intent.ts'
import { mostlyAdmin, request } from './request.ts'

const read = (operation: string, ...targets: string[]) =>
  request({ operation, method: 'GET', target: fc.constantFrom(...targets) })

/** Operations of the server itself, and paths that are none. */
export const serviceRequests: ReadonlyArray<{ weight: number; arbitrary: fc.Arbitrary<Intent> }> = [
  {
    weight: 2,
    arbitrary: request({
      operation: 'getStats',
      method: 'GET',
      target: fc.constant('/api/v1/admin/stats'),
      who: mostlyAdmin,
    }),
  },
  { weight: 1, arbitrary: read('getLiveness', '/health/live', '/health/live?x=1') },
  { weight: 1, arbitrary: read('getReadiness', '/health/ready') },
  { weight: 1, arbitrary: read('getMetrics', '/metrics') },
  { weight: 1, arbitrary: read('getOpenApi', '/openapi.json') },
  { weight: 1, arbitrary: read('getDocs', '/docs') },
  {
    weight: 1,
    arbitrary: read(
      'getProblem',
      '/problems/not_found',
      '/problems/nope',
      '/problems/__proto__',
      '/problems/',
    ),
  },
  {
    weight: 3,
    arbitrary: read(
      'no operation',
      '/',
      '/api/v1',
      '/api/v1/products/',
      '/api/v1//products',
      '/API/v1/products',
      '/api/v1/products;v=1',
      '/api/v1/products/<product:0>/nope',
      '/api/v1/orders/<order:0>/',
      '/api/v1/orders//events',
      '/api/v1/products/%',
      '/api/v1/products/%ff',
      '/api/v1/%70roducts?search=<tag>',
      '/api/v1/products%2F<product:0>',
      '/api/v1/products?search=<tag>&search',
      '/api/v1/products?search=%ZZ<tag>',
      '/api/v1/products?search=<tag>&page=1&page=1',
      '/api/v1/products?se%61rch=<tag>',
      '/api/v1/products?search=+<tag>+',
      '/api/v1/products?&&search=<tag>&=&',
      '/api/v1/products?search=<tag>?limit=1',
      '/docs/',
      '/favicon.ico',
    ),
  },
]
