import { type ListOrdersQuery, listOrdersQuery } from '@backend-rosetta/contract/orders'
import { type Answer, jsonType, Refusal } from './answer.ts'
import { type Call, callerOf } from './call.ts'
import { keysetPage } from './paging.ts'
import { queryOf } from './request.ts'
import { orderTemplate } from './resources.ts'
import type { Order, State } from './state.ts'
import { clockOf, symbolOf } from './symbols.ts'
import { Anything, type Template, Unordered } from './template.ts'

/** ORD-4, LIST-2. */
export function listOrders(call: Call): Answer {
  const { state, key, request } = call
  const query = listOrdersQuery.parse(queryOf(request))
  const { user } = callerOf(call)
  if (user.role !== 'admin' && (query.userId ?? user.id) !== user.id) throw new Refusal('forbidden')
  const userId = user.role === 'admin' ? query.userId : user.id
  if (userId === undefined) return unknown()

  const own = state.orders.filter((order) => order.userId === userId)
  if (isCutWithin(own, query)) return unknown()
  const found = own
    .filter((order) => isWanted(state, order, query))
    .toSorted((a, b) => clockOf(b.createdAt) - clockOf(a.createdAt))
  const page = found.slice(0, query.limit)
  const isWhole = page.length === found.length && query.cursor === undefined
  if (hasTies(found) && !isWhole) return unknown()
  const last = page.at(-1)
  const next = last && found.length > page.length ? symbolOf('cursor', key) : null
  if (next !== null && last) state.cursors.push({ symbol: next, orderId: last.id })
  return keysetPage(request.target, itemsOf(page), next)
}

function isWanted(state: State, order: Order, { status, from, to, cursor }: ListOrdersQuery): boolean {
  const created = Date.parse(order.createdAt)
  return (
    (status === undefined || order.status === status) &&
    (from === undefined || isReached(from, created)) &&
    (to === undefined || !isReached(to, created)) &&
    isAfter(state, order, cursor)
  )
}

/** The clock of the model begins in 1970. Any other time is one that somebody wrote: before all orders, or after them. */
function isReached(cut: Date, created: number): boolean {
  return cut.getUTCFullYear() > 1970 ? cut.getTime() <= Date.now() : cut.getTime() <= created
}

/** Whether `from` or `to` lies among orders that were placed at the same time. */
function isCutWithin(orders: readonly Order[], { from, to }: ListOrdersQuery): boolean {
  return [from, to].some((cut) => {
    const same = orders.filter(({ createdAt }) => cut && clockOf(createdAt) === clockOf(cut.toISOString()))
    return same.length > 1
  })
}

/** Whether an order is on a page behind the cursor's: older than the last one before it. */
function isAfter(state: State, order: Order, cursor: string | undefined): boolean {
  if (cursor === undefined) return true
  const { orderId } = state.cursors.find(({ symbol }) => symbol === cursor) ?? {}
  const last = state.orders.find(({ id }) => id === orderId)
  return last !== undefined && order.createdAt < last.createdAt
}

/** A page of a list that holds more than the model knows, or that begins where it does not know. */
function unknown(): Answer {
  const some = new Anything('others are in the list, too, or some were placed at the same time')
  return { status: 200, headers: { 'content-type': jsonType }, body: { items: some, nextCursor: some } }
}

/** Orders that were placed at the same time may come in any order. */
function itemsOf(page: readonly Order[]): Template {
  const templates = page.map(orderTemplate)
  return hasTies(page) ? new Unordered(templates) : templates
}

function hasTies(orders: readonly Order[]): boolean {
  return new Set(orders.map(({ createdAt }) => clockOf(createdAt))).size < orders.length
}
