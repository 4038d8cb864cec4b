import type { OperationId } from '@backend-rosetta/contract/operations'
import { pathOf } from '@backend-rosetta/contract/operations'
import { address, customer, idOf, products, searchTerm } from '../data/shop.ts'
import type { BenchOperation } from '../measures.ts'
import type { Session } from './session.ts'

export interface BenchRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

/** Different enough to be no special case: so many that no two connections ask for the same at the same time. */
const variety = 200

/** What is sent in turn for an operation. */
export function requestsFor(
  operation: BenchOperation,
  { authorization, deepCursor, orders }: Session,
): BenchRequest[] {
  const get = (id: OperationId, parameters = {}, query = '') => read(pathOf(id, parameters) + query)
  const own = (request: BenchRequest) => ({ ...request, headers: { ...request.headers, authorization } })
  switch (operation) {
    case 'getLiveness':
      return [get('getLiveness')]
    case 'getProduct':
      return vary((n) => get('getProduct', { id: idOf('product', spread(n, products)) }))
    case 'searchProducts':
      return [get('listProducts', {}, `?search=${searchTerm}`)]
    case 'getMe':
      return [own(get('getMe'))]
    case 'getOrder':
      // Every second order is the customer's own.
      return vary((n) => own(get('getOrder', { id: idOf('order', 2 * spread(n, Math.floor(orders / 2))) })))
    case 'listOrders':
      return [own(get('listOrders'))]
    case 'listOrdersDeep':
      return [own(get('listOrders', {}, `?cursor=${encodeURIComponent(deepCursor)}`))]
    case 'placeOrder':
      return vary((n) => own(send('placeOrder', orderOf(n))))
    case 'logIn':
      return [send('logIn', customer)]
  }
}

/** Two products each. Orders for the same products wait for each other, as in any shop; few meet here. */
export function orderOf(n: number) {
  const { line2, ...shippingAddress } = address
  const items = [n, n + products / 2].map((number) => ({
    productId: idOf('product', spread(number, products)),
    quantity: 1,
  }))
  return { items, payment: { method: 'card', token: 'tok_ok' }, shippingAddress }
}

function read(path: string): BenchRequest {
  return { method: 'GET', path, headers: { accept: 'application/json' } }
}

function send(id: OperationId, body: object): BenchRequest {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return { method: 'POST', path: pathOf(id), headers, body: JSON.stringify(body) }
}

function vary(make: (n: number) => BenchRequest): BenchRequest[] {
  return Array.from({ length: variety }, (_, n) => make(n))
}

/** From 1 to `count`, far apart from one to the next. */
function spread(n: number, count: number): number {
  return 1 + ((n * 383) % count)
}
