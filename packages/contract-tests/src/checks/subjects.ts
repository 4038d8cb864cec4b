import type { Order } from '@backend-rosetta/contract/orders'
import { oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

/** Something with a version that is read and patched. */
export interface Subject {
  read(headers?: Record<string, string>): Promise<Answer>
  /** Changes it to a value that the number stands for. */
  patch(number: number, ifMatch?: string): Promise<Answer>
  /** A PATCH with this body. */
  patchWith(body: object, ifMatch?: string): Promise<Answer>
}

/** The kinds of things that have versions. */
export interface Kind {
  name: string
  operation: 'updateProduct' | 'updateMe' | 'updateUser' | 'updateOrder'
  /** One that other checks use too: nothing may change it. */
  shared(t: Context): Promise<Subject>
  /** One of the check's own. */
  fresh(t: Context): Promise<Subject>
}

type Matching = { ifMatch?: string }

export const kinds: readonly Kind[] = [
  {
    name: 'a product',
    operation: 'updateProduct',
    shared: async (t) => productSubject(t, (await anyProduct(t)).id),
    fresh: async (t) => productSubject(t, (await t.product()).id),
  },
  {
    name: 'the own account',
    operation: 'updateMe',
    shared: async (t) => ownAccount(t, await t.customer()),
    fresh: async (t) => ownAccount(t, await t.freshCustomer()),
  },
  {
    name: 'an account',
    operation: 'updateUser',
    shared: async (t) => account(t, await t.customer()),
    fresh: async (t) => account(t, await t.freshCustomer()),
  },
  {
    name: 'an order',
    operation: 'updateOrder',
    async shared(t) {
      const { buyer, order } = await anyOrder(t)
      return orderSubject(t, buyer, order)
    },
    async fresh(t) {
      const buyer = await t.customer()
      return orderSubject(t, buyer, await t.order(buyer))
    },
  },
]

/** A product that no check changes. */
const anyProduct = oncePerRun((t) => t.product({ description: 'Not to be changed.' }))

/** A confirmed order that no check changes. */
const anyOrder = oncePerRun(async (t) => {
  const buyer = await t.customer()
  return { buyer, order: await t.order(buyer) }
})

function productSubject(t: Context, id: string): Subject {
  const path = { id }
  return subject(
    (headers) => t.anonymous.call('getProduct', { path, headers }),
    (body, matching) => t.as(t.admin).call('updateProduct', { path, body, ...matching }),
  )
}

function ownAccount(t: Context, actor: Actor): Subject {
  const as = t.as(actor)
  return subject(
    (headers) => as.call('getMe', { headers }),
    (body, matching) => as.call('updateMe', { body, ...matching }),
  )
}

function account(t: Context, { id }: Actor): Subject {
  const as = t.as(t.admin)
  return subject(
    (headers) => as.call('getUser', { path: { id }, headers }),
    (body, matching) => as.call('updateUser', { path: { id }, body, ...matching }),
  )
}

function orderSubject(t: Context, buyer: Actor, { id }: Order): Subject {
  const as = t.as(buyer)
  return subject(
    (headers) => as.call('getOrder', { path: { id }, headers }),
    (body, matching) => as.call('updateOrder', { path: { id }, body, ...matching }),
    (number) => ({ notes: `Change ${number}` }),
  )
}

function subject(
  read: (headers: Record<string, string>) => Promise<Answer>,
  send: (body: object, matching: Matching) => Promise<Answer>,
  change: (number: number) => object = (number) => ({ name: `Change ${number}` }),
): Subject {
  const patchWith = (body: object, ifMatch?: string) => send(body, ifMatch === undefined ? {} : { ifMatch })
  return {
    read: (headers = {}) => read(headers),
    patchWith,
    patch: (number, ifMatch) => patchWith(change(number), ifMatch),
  }
}

/** The body, ETag and version of the answer to a successful read or change. */
export function stateOf(t: Context, answer: Answer): { body: object; etag: string; version: number } {
  const body = t.status(answer, 200)
  const version: unknown = typeof body === 'object' && body ? Reflect.get(body, 'version') : undefined
  if (typeof body !== 'object' || body === null || typeof version !== 'number')
    return t.fail('it has a version')
  return { body, version, etag: t.header(answer, 'ETag', `"${version}"`) }
}

/** Reads a subject. */
export async function current(t: Context, subject: Subject) {
  return stateOf(t, await subject.read())
}
