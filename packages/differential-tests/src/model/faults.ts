import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import type { Fault, FaultLocation } from '@backend-rosetta/contract/problems'
import { toFaults } from '@backend-rosetta/contract/validation'
import type * as z from 'zod'
import { headerOf, type ModelRequest, queryOf } from './request.ts'
import type { State } from './state.ts'

/** What a request says, checked. */
export interface Input {
  query: unknown
  body: unknown
}

/** The sixth step of HTTP-12: the faults of all parts together (HTTP-5). */
export function faultsOf(state: State, id: OperationId, { request, body }: Parts): Fault[] {
  const { query, headers, body: bodySchema } = operation(id)
  const parameters = queryOf(request)
  return [
    ...faultsIn('query', query, parameters),
    ...cursorFaults(state, id, parameters['cursor']),
    ...faultsIn('header', headers, spelled(headers, request)),
    ...faultsIn('body', bodySchema, body),
  ]
}

interface Parts {
  request: ModelRequest
  body: unknown
}

function faultsIn(location: FaultLocation, schema: z.ZodType | undefined, input: unknown): Fault[] {
  const { error } = schema?.safeParse(input) ?? {}
  return error ? toFaults(error.issues, { in: location, input }) : []
}

/** LIST-2: what was not issued leads nowhere. */
function cursorFaults(state: State, id: OperationId, cursor: string | string[] | undefined): Fault[] {
  if (id !== 'listOrders' || typeof cursor !== 'string') return []
  if (state.cursors.some(({ symbol }) => symbol === cursor)) return []
  return [{ in: 'query', pointer: '/cursor', code: 'invalid_cursor', message: 'was not issued' }]
}

function spelled(schema: z.ZodObject | undefined, request: ModelRequest): Record<string, string> {
  const names = Object.keys(schema?.shape ?? {})
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headerOf(request, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
