import { accountExamples } from './examples/accounts.ts'
import { catalogueExamples } from './examples/catalogue.ts'
import { orderExamples } from './examples/orders.ts'
import type { OperationId } from './operations.ts'
import type { ProblemCode } from './problem-codes.ts'

/**
 * A request and what it is answered with, shown in the documents and executed by the contract suite.
 * Its values may hold placeholders, the keys of `sampleValues`: the suite fills in what it made before.
 */
export interface Example {
  /** The id of the check that executes it: stable, never used again. */
  check: `DOC-1.${number}`
  name: string
  summary: string
  operation: OperationId
  as: 'anonymous' | 'customer' | 'admin'
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  body?: unknown
  answer: { status: number; code?: ProblemCode }
}

/** Every example. Source: clause DOC-1. */
export const examples: readonly Example[] = [...accountExamples, ...catalogueExamples, ...orderExamples]

/** The placeholders of the examples, `{{key}}`, each with the value that documents show for it. */
export const sampleValues = {
  productId: '019a9f0e-6a39-7c51-9a4e-0d2f4a7d3c11',
  orderId: '019a9f0e-71c4-7e02-8b1d-5e9c0f2a6b32',
  shippedOrderId: '019a9f0e-7b05-7a6f-b3c8-1f4d7e8a9053',
  userId: '019a9f0e-5f1b-7d3a-a2c6-8b7e6d5c4f94',
  sku: 'MUG-ENAMEL-300',
  email: 'ada@example.com',
  newEmail: 'ada@example.com',
  password: 'correct horse battery',
  refreshToken: 'kB1mYw9v3xX0mJ4l8Q2r7s6t5u1v0w9x',
  key: 'b7c1f2d0-4a52-4c7e-9a6c-4a5f3f0e9b11',
  etag: '"3"',
} as const

export type Placeholder = keyof typeof sampleValues

/** A copy of `template` with every placeholder in its strings replaced. Throws on one that has no value. */
export function fillIn<T>(template: T, values: Readonly<Partial<Record<Placeholder, string>>>): T {
  const known = new Map<string, string>(Object.entries(values))
  return JSON.parse(JSON.stringify(template), (_, value: unknown) => {
    if (typeof value !== 'string') return value
    return value.replaceAll(/\{\{(\w+)\}\}/g, (_match, key: string) => {
      const replacement = known.get(key)
      if (replacement === undefined) throw new TypeError(`no value for the placeholder ${key}`)
      return replacement
    })
  })
}

export function examplesOf(id: OperationId): Example[] {
  return examples.filter((example) => example.operation === id)
}
