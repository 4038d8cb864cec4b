import { accountOperations } from './operations/accounts.ts'
import { catalogueOperations } from './operations/catalogue.ts'
import type { Operation } from './operations/define.ts'
import { orderOperations } from './operations/orders.ts'
import { serviceOperations } from './operations/service.ts'
import { type ProblemCode, problems } from './problem-codes.ts'

/** Every operation of the API by its operationId. */
export const operations = {
  ...accountOperations,
  ...catalogueOperations,
  ...orderOperations,
  ...serviceOperations,
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations

export const operationIds = Object.keys(operations).filter(isOperationId)

export function isOperationId(value: string): value is OperationId {
  return Object.hasOwn(operations, value)
}

/** The operation with this id, in the general type. */
export function operation(id: OperationId): Operation {
  return operations[id]
}

/** Every problem that an operation can answer with, by status: its own, and those that its parts bring. */
export function problemsOf(id: OperationId): ProblemCode[] {
  const { auth, body, query, headers, problems: own } = operation(id)
  const codes = new Set<ProblemCode>(own)
  if (auth !== 'public') add(codes, 'unauthenticated', 'invalid_token')
  if (auth === 'admin') add(codes, 'forbidden')
  if (body) add(codes, 'malformed_json', 'payload_too_large', 'unsupported_media_type')
  if (body || query || headers) add(codes, 'validation_failed')
  add(codes, 'bad_request', 'request_timeout', 'headers_too_large', 'internal_error', 'unavailable')
  // Not by locale: loading its tables takes an instance longer than making all its routes.
  return [...codes].sort().sort((a, b) => problems[a].status - problems[b].status)
}

/** The path of an operation with its parameters filled in and percent-encoded. */
export function pathOf(id: OperationId, parameters: Readonly<Record<string, string>> = {}): string {
  return operation(id).path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new TypeError(`${id} needs the path parameter ${name}`)
    return encodeURIComponent(value)
  })
}

function add(codes: Set<ProblemCode>, ...more: ProblemCode[]): void {
  for (const code of more) codes.add(code)
}
