import { keysetLinks, linkHeader, pageLinks } from '@backend-rosetta/contract/links'
import { type Answer, jsonType } from './answer.ts'
import { clockOf } from './symbols.ts'
import { Anything, type Template, Unordered } from './template.ts'

/** A sort key: known to come before or after another, or not. Collations differ in what is not a small letter. */
export type SortKey = { number: number } | { text: string }

interface Sortable {
  key: SortKey
  template: Template
}

interface Paging {
  page: number
  limit: number
}

/** LIST-1, LIST-3, LIST-4. Ties are broken by id, of which the model knows no order. */
export function numberedPage(
  target: string,
  all: readonly Sortable[],
  { page, limit, descending }: Sorted,
): Answer {
  const totalItems = all.length
  const totalPages = Math.ceil(totalItems / limit)
  const headers = { 'content-type': jsonType, link: linkOf(pageLinks(target, { page, totalPages })) }
  const body = {
    items: itemsOf(all, { page, limit, descending }),
    page: { number: page, size: limit, totalItems, totalPages },
  }
  return { status: 200, headers, body }
}

/** A page of a list that holds more than the model knows. */
export function unknownPage({ page, limit }: Paging): Answer {
  const some = new Anything('others are in the list, too')
  const body = { items: some, page: { number: page, size: limit, totalItems: some, totalPages: some } }
  return { status: 200, headers: { 'content-type': jsonType }, body }
}

/** LIST-2, LIST-3. */
export function keysetPage(target: string, items: Template, nextCursor: string | null): Answer {
  const headers = { 'content-type': jsonType, link: linkOf(keysetLinks(target, nextCursor)) }
  return { status: 200, headers, body: { items, nextCursor } }
}

interface Sorted extends Paging {
  descending: boolean
}

/** The items of a page, in their order as far as it is known. */
function itemsOf(all: readonly Sortable[], { page, limit, descending }: Sorted): Template {
  const sorted = all.toSorted((a, b) => (compare(a.key, b.key) ?? 0) * (descending ? -1 : 1))
  const templates = sorted.slice((page - 1) * limit, page * limit).map(({ template }) => template)
  if (isTotal(sorted)) return templates
  return all.length <= limit ? new Unordered(templates) : new Anything('ties are broken by id')
}

function isTotal(sorted: readonly Sortable[]): boolean {
  return sorted.every(({ key }, index) => {
    const next = sorted[index + 1]
    return next === undefined || !isTie(compare(key, next.key))
  })
}

function isTie(order: number | undefined): boolean {
  return order === undefined || order === 0
}

function compare(a: SortKey, b: SortKey): number | undefined {
  if ('number' in a && 'number' in b) return a.number - b.number
  if ('text' in a && 'text' in b) return compareLetters(a.text, b.text)
  return undefined
}

/** By the first letter, about which all collations agree. */
function compareLetters(a: string, b: string): number | undefined {
  const [first = '', second = ''] = [a.slice(0, 1), b.slice(0, 1)]
  if (!/[a-z]/.test(first) || !/[a-z]/.test(second)) return undefined
  return first.charCodeAt(0) - second.charCodeAt(0)
}

export function timeKey(createdAt: string): SortKey {
  return { number: clockOf(createdAt) }
}

/** `null` where there is nothing to link to. */
function linkOf(links: Parameters<typeof linkHeader>[0]): string | null {
  return linkHeader(links) ?? null
}
