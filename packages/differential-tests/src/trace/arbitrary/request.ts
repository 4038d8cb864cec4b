import fc from 'fast-check'
import { type Actor, actors, type Intent } from '../intent.ts'

/** What every request can have besides what it is about. */
export interface Parts {
  operation: string
  method: string
  target: fc.Arbitrary<string>
  /** `undefined` where nobody is asked. */
  who?: fc.Arbitrary<Actor>
  headers?: fc.Arbitrary<Record<string, string>>
  json?: fc.Arbitrary<unknown>
}

export const anyone = fc.constantFrom(...actors)
export const mostlyAdmin = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Actor>('carol') },
  { weight: 1, arbitrary: anyone },
)
export const mostlyCustomer = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Actor>('alice', 'bob') },
  { weight: 1, arbitrary: anyone },
)

/** 0 mostly: the newest. */
export const nth = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) })

export const ifMatch = choice<Record<string, string>>([
  [6, { 'If-Match': '<etag:current>' }],
  [1, {}],
  [1, { 'If-Match': '<etag:stale>' }],
  [1, { 'If-Match': '*' }],
  [1, { 'If-Match': 'W/<etag:current>' }],
  [1, { 'If-Match': '"x", <etag:current>' }],
  [1, { 'If-Match': 'garbled' }],
  [1, { 'If-Match': '"x" "y"' }],
  [1, { 'If-Match': '' }],
])

export const commandIfMatch = choice<Record<string, string>>([
  [6, {}],
  [2, { 'If-Match': '<etag:current>' }],
  [1, { 'If-Match': '<etag:stale>' }],
  [1, { 'If-Match': 'W/<etag:current>' }],
])

export const ifNoneMatch = choice<Record<string, string>>([
  [5, {}],
  [2, { 'If-None-Match': '<etag:current>' }],
  [1, { 'If-None-Match': 'W/<etag:current>' }],
  [1, { 'If-None-Match': '<etag:stale>' }],
  [1, { 'If-None-Match': '*' }],
  [1, { 'If-None-Match': '"x",<etag:current>' }],
  [1, { 'If-None-Match': 'x' }],
])

export function choice<T>(weighted: ReadonlyArray<readonly [weight: number, value: T]>): fc.Arbitrary<T> {
  return fc.oneof(...weighted.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))
}

/** A request of one operation, as it is meant to be sent. */
export function request({ operation, method, target, who, headers, json }: Parts): fc.Arbitrary<Intent> {
  return fc
    .record({
      target,
      headers: headers ?? fc.constant({}),
      authorization: who
        ? who.map((actor) => ({ Authorization: `Bearer <token:${actor}:0>` }))
        : fc.constant({}),
      json: json ?? fc.constant(undefined),
    })
    .map((parts): Intent => {
      const type = json ? { 'Content-Type': 'application/json' } : {}
      const own = {
        operation,
        method,
        target: parts.target,
        headers: { ...type, ...parts.authorization, ...parts.headers },
      }
      return json ? { ...own, body: { json: parts.json } } : own
    })
}
