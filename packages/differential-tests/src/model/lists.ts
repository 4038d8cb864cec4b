import { type ListProductsQuery, listProductsQuery } from '@backend-rosetta/contract/products'
import { type ListUsersQuery, listUsersQuery } from '@backend-rosetta/contract/users'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { numberedPage, type SortKey, timeKey, unknownPage } from './paging.ts'
import { catalogueCache } from './products.ts'
import { queryOf } from './request.ts'
import { productTemplate, userTemplate } from './resources.ts'
import type { Product, User } from './state.ts'
import { Pattern } from './template.ts'

const entityTag = new Pattern(/^(W\/)?"[^"]*"$/)

/** ACC-8. */
export function listUsers({ state, request }: Call): Answer {
  const query = listUsersQuery.parse(queryOf(request))
  if (!query.search?.includes(state.tag)) return unknownPage(query)
  const found = state.users.filter((user) => !user.deleted && isWanted(user, query))
  const all = found.map((user) => ({ key: userKey(user, query.sort), template: userTemplate(user) }))
  return numberedPage(request.target, all, { ...query, descending: query.sort.startsWith('-') })
}

/** CAT-1. */
export function listProducts({ state, request }: Call): Answer {
  const query = listProductsQuery.parse(queryOf(request))
  const headers = { 'cache-control': catalogueCache, etag: entityTag }
  const answer = (found: Answer): Answer => ({ ...found, headers: { ...found.headers, ...headers } })
  if (!query.search?.includes(state.tag)) return answer(unknownPage(query))
  const found = state.products.filter((product) => !product.archived && isFound(product, query))
  const all = found.map((product) => ({
    key: productKey(product, query.sort),
    template: productTemplate(product),
  }))
  return answer(numberedPage(request.target, all, { ...query, descending: query.sort.startsWith('-') }))
}

function isWanted({ name, email, role, active }: User, query: ListUsersQuery): boolean {
  return (
    contains([name, email], query.search) &&
    (query.role === undefined || role === query.role) &&
    (query.active === undefined || active === query.active)
  )
}

function isFound({ name, sku, description, price, stock }: Product, query: ListProductsQuery): boolean {
  const { minPrice = 0, maxPrice = Number.POSITIVE_INFINITY, inStock } = query
  return (
    contains([name, sku, description ?? ''], query.search) &&
    price.amount >= minPrice &&
    price.amount <= maxPrice &&
    (inStock === undefined || stock > 0 === inStock)
  )
}

function contains(texts: readonly string[], search = ''): boolean {
  return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()))
}

function userKey(user: User, sort: ListUsersQuery['sort']): SortKey {
  if (sort.endsWith('createdAt')) return timeKey(user.createdAt)
  return { text: sort.endsWith('email') ? user.email : user.name }
}

function productKey(product: Product, sort: ListProductsQuery['sort']): SortKey {
  if (sort.endsWith('createdAt')) return timeKey(product.createdAt)
  return sort.endsWith('price') ? { number: product.price.amount } : { text: product.name }
}
