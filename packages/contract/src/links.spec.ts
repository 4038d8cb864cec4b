import { describe, expect, it } from 'vitest'
import { keysetLinks, linkHeader, pageLinks } from './links.ts'

describe('the links of a numbered list', () => {
  it('keep the other parameters', () => {
    expect(pageLinks('/products?search=a%26b&page=2', { page: 2, totalPages: 3 })).toEqual({
      first: '/products?search=a%26b&page=1',
      prev: '/products?search=a%26b&page=1',
      next: '/products?search=a%26b&page=3',
      last: '/products?search=a%26b&page=3',
    })
  })

  it('lead back from behind the end', () => {
    const { prev, next } = pageLinks('/products?page=9', { page: 9, totalPages: 3 })
    expect({ prev, next }).toEqual({ prev: '/products?page=3', next: undefined })
  })

  it('of an empty list have no last page', () => {
    expect(pageLinks('/products', { page: 1, totalPages: 0 })).toEqual({ first: '/products?page=1' })
  })

  it('do not repeat a query that is absurdly long', () => {
    expect(pageLinks(`/products?search=${'x'.repeat(3000)}`, { page: 1, totalPages: 3 })).toEqual({})
  })
})

describe('the links of a keyset list', () => {
  it('begin without a cursor and go on with the next', () => {
    const links = keysetLinks('/orders?limit=5&cursor=abc', 'def')
    expect(linkHeader(links)).toBe('</orders?limit=5>; rel="first", </orders?limit=5&cursor=def>; rel="next"')
  })

  it('end where the list ends', () => {
    expect(keysetLinks('/orders?cursor=abc', null)).toEqual({ first: '/orders' })
  })
})

it('a header without links is none', () => {
  expect(linkHeader({})).toBeUndefined()
})
