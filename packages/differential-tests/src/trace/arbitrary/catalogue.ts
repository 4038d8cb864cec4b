import fc from 'fast-check'
import type { Intent } from '../intent.ts'
import { mutated } from './mutate.ts'
import { querySearches, withQuery } from './query.ts'
import { choice, commandIfMatch, ifMatch, ifNoneMatch, mostlyAdmin, nth, request } from './request.ts'
import { line, notes } from './values.ts'

const sku = fc.constantFrom('A-<tag>', 'B-<tag>', 'C9-<tag>', 'B--<tag>-', 'a-<tag>', 'A_<tag>')
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('mug <tag>', 'bowl <tag>', 'cup <tag>') },
  { weight: 1, arbitrary: line },
)
const price = fc.record({
  amount: fc.constantFrom(0, 1, 999, 1250, 100_000_000),
  currency: choice([
    [6, 'EUR'],
    [1, 'USD'],
    [1, 'XXX'],
  ]),
})
const stock = fc.constantFrom(0, 1, 2, 3, 10, 1_000_000)
const productPath = fc.oneof(
  { weight: 8, arbitrary: nth.map((n) => `/api/v1/products/<product:${n}>`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '/api/v1/products/none',
      '/api/v1/products/<user:0>',
      '/api/v1/products/%F0%9F%91%8D',
    ),
  },
)

const listProducts = request({
  operation: 'listProducts',
  method: 'GET',
  target: withQuery('/api/v1/products', {
    search: querySearches,
    minPrice: fc.constantFrom('0', '1', '1000', '100000001', '-1'),
    maxPrice: fc.constantFrom('0', '999', '1250', '100000000'),
    inStock: fc.constantFrom('true', 'false', 'TRUE'),
    sort: fc.constantFrom('createdAt', '-createdAt', 'price', '-price', 'name', '-name', 'stock'),
    page: fc.constantFrom('1', '2', '1000000', '1000001', '0'),
    limit: fc.constantFrom('1', '2', '100', '101'),
  }),
})

const getProduct = request({
  operation: 'getProduct',
  method: 'GET',
  target: productPath,
  headers: ifNoneMatch,
})

const createProduct = request({
  operation: 'createProduct',
  method: 'POST',
  target: fc.constant('/api/v1/products'),
  who: mostlyAdmin,
  json: mutated(
    fc.record(
      { sku, name, price, stock, description: notes },
      { requiredKeys: ['sku', 'name', 'price', 'stock'] },
    ),
  ),
})

const updateProduct = request({
  operation: 'updateProduct',
  method: 'PATCH',
  target: productPath,
  who: mostlyAdmin,
  headers: ifMatch,
  json: mutated(fc.record({ sku, name, price, stock, description: notes }, { requiredKeys: [] })),
})

const deleteProduct = request({
  operation: 'deleteProduct',
  method: 'DELETE',
  target: productPath,
  who: mostlyAdmin,
  headers: commandIfMatch,
})

export const catalogueRequests: ReadonlyArray<{ weight: number; arbitrary: fc.Arbitrary<Intent> }> = [
  { weight: 5, arbitrary: listProducts },
  { weight: 4, arbitrary: getProduct },
  { weight: 5, arbitrary: createProduct },
  { weight: 5, arbitrary: updateProduct },
  { weight: 1, arbitrary: deleteProduct },
]
