import { expect, test } from 'vitest'
import { readAddresses, saveAddresses, toAddress } from './addresses.ts'
import { readState, stateQuery } from './draft-state.ts'
import type { TryApp, TryExample } from './types.ts'

const draft = { as: 'customer', target: '/api/v1/orders', headers: '', body: '{}' }
const examples: TryExample[] = [
  {
    name: 'plain',
    operation: 'getMe',
    summary: '',
    draft: { ...draft, target: '/api/v1/users/me', body: '' },
  },
  { name: 'place', operation: 'placeOrder', summary: '', draft },
  { name: 'declined', operation: 'placeOrder', summary: '', draft: { ...draft, body: '{"a":1}' } },
]
const apps: TryApp[] = [
  { name: 'express', url: 'http://127.0.0.1:3001', command: '' },
  { name: 'nestjs', url: 'http://127.0.0.1:3002', command: '' },
]

test('given no address, an order is placed', () => {
  expect(readState('', examples)).toEqual({ operation: 'placeOrder', example: 'place', draft })
})

test('given an operation, its first example is shown; given one that is unknown, the first of all', () => {
  expect(readState('?operation=getMe', examples).example).toBe('plain')
  expect(readState('?operation=nonsense&body=x', examples).draft).toEqual(draft)
})

test('an edited request is kept in the address, but only what differs from its example', () => {
  const state = { operation: 'placeOrder', example: 'declined', draft: { ...draft, body: '{"b": "ä&="}' } }
  const query = stateQuery(state, examples)
  expect(new URLSearchParams(query).get('target')).toBe(null)
  expect(readState(query, examples)).toEqual(state)
})

test('addresses are remembered if they are not where npm start puts the apps', () => {
  const store = memory()
  saveAddresses(
    apps,
    new Map([
      ['express', 'http://127.0.0.1:8080'],
      ['nestjs', 'http://127.0.0.1:3002'],
    ]),
    store,
  )
  expect(store.getItem('rosetta-addresses')).toBe('{"express":"http://127.0.0.1:8080"}')
  expect([...readAddresses(apps, store).values()]).toEqual(['http://127.0.0.1:8080', 'http://127.0.0.1:3002'])
  saveAddresses(apps, new Map(apps.map(({ name, url }) => [name, url])), store)
  expect(store.getItem('rosetta-addresses')).toBe(null)
})

test.each(['{', '[]', 'null', '{"express": 1}'])('given %s in the store, nothing breaks', (text) => {
  const store = memory()
  store.setItem('rosetta-addresses', text)
  expect([...readAddresses(apps, store).values()]).toEqual(apps.map(({ url }) => url))
})

test.each([
  ['localhost:8080', 'http://localhost:8080'],
  [' http://127.0.0.1:3001/ ', 'http://127.0.0.1:3001'],
  ['https://shop.example/api/', 'https://shop.example/api'],
  ['', undefined],
  ['http://', undefined],
  ['no address', undefined],
])('%j is the address %s', (text, address) => {
  expect(toAddress(text)).toBe(address)
})

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}
