import type { Product } from '@backend-rosetta/contract/products'
import { oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

export type Query = Readonly<Record<string, string | number>>

interface NumberedPage {
  items: ReadonlyArray<{ id: string }>
  page: { number: number; size: number; totalItems: number; totalPages: number }
}

/** A list with numbered pages, and what the suite put into it. */
export interface NumberedList {
  name: 'products' | 'users'
  path: string
  sorts: readonly string[]
  read(t: Context, query: Query): Promise<Answer<'listProducts'> | Answer<'listUsers'>>
  /** A search that finds exactly the entries of `ids`. */
  search(t: Context): string
  ids(t: Context): Promise<string[]>
}

/** 21 products of one name: one more than a page of the default size, and every sort by name is a tie. */
export const shelf = oncePerRun((t): Promise<Product[]> => {
  const name = `Shelf${t.run}`
  const price = (index: number) => ({ amount: 100 + (index % 3), currency: 'EUR' as const })
  return Promise.all(Array.from({ length: 21 }, (_, index) => t.product({ name, price: price(index) })))
})

/** Three customers of one name. */
const namesakes = oncePerRun(async (t): Promise<Actor[]> => {
  const customers = await Promise.all([t.freshCustomer(), t.freshCustomer(), t.freshCustomer()])
  for (const { id } of customers) {
    const body = { name: `Namesake${t.run}` }
    t.status(await t.as(t.admin).call('updateUser', { path: { id }, ifMatch: '*', body }), 200)
  }
  return customers
})

export const productList: NumberedList = {
  name: 'products',
  path: '/api/v1/products',
  sorts: ['createdAt', '-createdAt', 'price', '-price', 'name', '-name'],
  read: (t, query) => t.anonymous.call('listProducts', { query }),
  search: (t) => `shelf${t.run}`,
  ids: async (t) => (await shelf(t)).map(({ id }) => id),
}

export const userList: NumberedList = {
  name: 'users',
  path: '/api/v1/users',
  sorts: ['createdAt', '-createdAt', 'email', '-email', 'name', '-name'],
  read: (t, query) => t.as(t.admin).call('listUsers', { query }),
  search: (t) => `namesake${t.run}`,
  ids: async (t) => (await namesakes(t)).map(({ id }) => id),
}

/** One page of a numbered list; its answer has to be 200. */
export async function pageOf(t: Context, list: NumberedList, query: Query): Promise<NumberedPage> {
  const answer = await list.read(t, query)
  return answer.operation === 'listProducts' ? t.status(answer, 200) : t.status(answer, 200)
}

/** The ids of all entries of the search, page by page. */
export async function walk(t: Context, list: NumberedList, query: Query): Promise<string[]> {
  const search = list.search(t)
  const ids: string[] = []
  for (let page = 1, last = 1; page <= last; page++) {
    const read = await pageOf(t, list, { ...query, search, page })
    ids.push(...read.items.map(({ id }) => id))
    last = Math.min(read.page.totalPages, 50)
  }
  return ids
}

/** The targets of the Link header by their relation. Source: RFC 8288. */
export function linksOf(t: Context, answer: Answer): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  for (const [, target = '', parameters = ''] of t
    .header(answer, 'Link')
    .matchAll(/<([^>]*)>((?:\s*;[^,]*)*)/g)) {
    const relations = /;\s*rel="?([^";]+)"?/i.exec(parameters)?.[1] ?? ''
    for (const relation of relations.split(/\s+/)) links.set(relation, target)
  }
  return links
}

/** The target of one relation. */
export function linkOf(t: Context, answer: Answer, relation: string): string {
  const target = linksOf(t, answer).get(relation)
  if (target !== undefined) return target
  return t.fail(`the list links to its ${relation} page`, { received: t.header(answer, 'Link') })
}

/** The query of a link's target, whose path has to be that of the list. */
export function queryOf(t: Context, target: string, path: string): Record<string, string> {
  const [before, query = ''] = target.split('?', 2)
  t.expect(before).equals(path, 'a link is a path of this server')
  return Object.fromEntries(new URLSearchParams(query))
}
