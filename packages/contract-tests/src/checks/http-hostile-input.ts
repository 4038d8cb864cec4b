import type { Level } from '@backend-rosetta/contract/levels'
import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import { type Check, defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { show } from '../difference.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { CallOptions } from '../http/client.ts'
import type { Answer } from '../http/exchange.ts'
import { fewTexts, hostileTexts, hostileValues } from './hostile-values.ts'
import { neverIssued, orderOfNothing, productBody, registration } from './samples.ts'

/** What one operation is sent: a body that is fine, and hostile values in the place of its parts, one at a time. */
interface Sweep {
  number: number
  operation: OperationId
  /** Pointers into the body; an empty one is the whole. */
  parts: readonly string[]
  texts?: readonly string[]
  prepare(t: Context): Promise<Prepared>
}

interface Prepared {
  body: object
  path?: Record<string, string>
  by?: Actor
}

/** An account whose name may be anything. */
const renamed = oncePerRun((t) => t.freshCustomer())

const sweeps: readonly Sweep[] = [
  {
    number: 101,
    operation: 'registerUser',
    parts: ['', '/email', '/password', '/name'],
    texts: fewTexts,
    prepare: async (t) => ({ body: registration(t) }),
  },
  {
    number: 102,
    operation: 'logIn',
    parts: ['', '/email', '/password'],
    texts: fewTexts,
    prepare: async (t) => ({ body: { email: registration(t).email, password: 'correct horse battery' } }),
  },
  {
    number: 103,
    operation: 'refreshTokens',
    parts: ['', '/refreshToken'],
    prepare: async () => ({ body: { refreshToken: 'x' } }),
  },
  {
    number: 104,
    operation: 'logOut',
    parts: ['', '/refreshToken'],
    prepare: async () => ({ body: { refreshToken: 'x' } }),
  },
  {
    number: 105,
    operation: 'updateMe',
    parts: ['', '/name', '/password'],
    prepare: async (t) => ({ body: { name: 'Ada' }, by: await renamed(t) }),
  },
  {
    number: 106,
    operation: 'updateUser',
    parts: ['/name', '/role'],
    prepare: async (t) => ({ body: { name: 'Ada' }, path: { id: (await renamed(t)).id }, by: t.admin }),
  },
  {
    number: 107,
    operation: 'createProduct',
    parts: ['/sku', '/name', '/price', '/price/amount', '/stock'],
    // The SKU is taken, so that nothing is left behind.
    prepare: async (t) => ({ body: { ...productBody(t), sku: (await t.product()).sku }, by: t.admin }),
  },
  {
    number: 108,
    operation: 'updateProduct',
    parts: ['', '/name', '/description', '/price/currency'],
    prepare: async (t) => ({
      body: { stock: 1, price: { amount: 1, currency: 'EUR' } },
      path: { id: (await t.product()).id },
      by: t.admin,
    }),
  },
  {
    number: 109,
    operation: 'placeOrder',
    parts: [
      '',
      '/items',
      '/items/0',
      '/items/0/productId',
      '/payment',
      '/payment/token',
      '/shippingAddress/country',
    ],
    prepare: async (t) => ({ body: orderOfNothing, by: await t.customer() }),
  },
  {
    number: 110,
    operation: 'updateOrder',
    parts: ['/notes', '/shippingAddress', '/shippingAddress/name'],
    async prepare(t) {
      const by = await t.customer()
      return { body: { shippingAddress: {} }, path: { id: (await t.order(by)).id }, by }
    },
  },
  {
    number: 111,
    operation: 'cancelOrder',
    parts: ['', '/reason'],
    prepare: async (t) => ({ body: { reason: 'None' }, path: { id: neverIssued }, by: t.admin }),
  },
  {
    number: 112,
    operation: 'shipOrder',
    parts: ['', '/carrier'],
    prepare: async (t) => ({
      body: { carrier: 'None', trackingNumber: '0' },
      path: { id: neverIssued },
      by: t.admin,
    }),
  },
  {
    number: 113,
    operation: 'deliverOrder',
    parts: ['', '/at'],
    prepare: async (t) => ({ body: {}, path: { id: neverIssued }, by: t.admin }),
  },
]

function checksOf({ number, operation: id, parts, texts = hostileTexts, prepare }: Sweep): Check[] {
  return defineChecks('HTTP-10', { level: hardest('secure', id) }, (check) => {
    check(`HTTP-10.${number}`, `no value in the body of ${id} makes the server fail`, async (t) => {
      const { body, path = {}, by } = await prepare(t)
      for (const part of parts) {
        for (const value of [...texts, ...hostileValues]) {
          const options = { path, ifMatch: '*', body: replaced(body, part.split('/').slice(1), value) }
          const answer: Answer = await call(t, by, id, options)
          expectNoFailure(t, answer, `${show(value)} at ${part || 'the whole body'}`)
        }
      }
    })
  })
}

function call(t: Context, by: Actor | undefined, id: OperationId, options: CallOptions): Promise<Answer> {
  return (by ? t.as(by) : t.anonymous).call(id, options)
}

/** Fails when the server does: what it says in its defence is for other checks. */
export function expectNoFailure(t: Context, { status }: Answer, what: string): void {
  t.expect(status).isBetween(200, 499, `${what} is no failure of the server`)
}

/** A copy of `body` with `value` at the place that the keys lead to. */
function replaced(body: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(body))
    return body.map((item, at) => (String(at) === key ? replaced(item, rest, value) : item))
  const own = typeof body === 'object' && body !== null ? body : {}
  return { ...own, [key]: replaced(Reflect.get(own, key), rest, value) }
}

function hardest(least: Level, id: OperationId): Level {
  return operation(id).level === 'core' ? least : operation(id).level
}

export const checks = sweeps.flatMap(checksOf)
