import { type OperationId, operation } from '@backend-rosetta/contract/operations'
import type { Fault } from '@backend-rosetta/contract/problems'
import { toFaults } from '@backend-rosetta/contract/validation'
import type { Hook } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type * as z from 'zod'
import type { AppEnv } from '../context.ts'
import { DomainError } from '../problems.ts'

type AnyContext = Pick<Context<AppEnv>, 'req' | 'var'>

export function noteOperation(id: OperationId): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.set('operationId', id)
    await next()
  }
}

/** Hono's validator takes a body that is not there for an empty object. */
export const refuseMissingBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { body: schema } = operationOf(c)
  if (c.var.body === undefined && schema?.safeParse(undefined).success === false) throw validationFailed(c)
  await next()
}

// #region refuse-faults
/** Hono validates part by part and stops at the first that fails. Then all of them are looked at (HTTP-5, HTTP-12). */
export const refuseFaults: Hook<unknown, AppEnv, string, void> = (result, c) => {
  if (!result.success) throw validationFailed(c)
}

/** All that is wrong with the body, query and headers, besides what the caller has found. */
export function validationFailed(c: AnyContext, found: readonly Fault[] = []): DomainError {
  const { query, headers, body } = operationOf(c)
  const parts = [
    { in: 'body', schema: body, input: c.var.body },
    { in: 'query', schema: query, input: queryOf(c) },
    { in: 'header', schema: headers, input: headersOf(c, headers) },
  ] as const
  const faults = parts.flatMap(({ schema, ...part }) =>
    toFaults(schema?.safeParse(part.input).error?.issues ?? [], part),
  )
  return new DomainError({ code: 'validation_failed', faults: [...found, ...faults] })
}
// #endregion

function operationOf(c: AnyContext) {
  const id = c.var.operationId
  if (!id) throw new TypeError(`${c.req.method} ${c.req.path} is not an operation of the contract`)
  return operation(id)
}

function queryOf(c: AnyContext): Record<string, string | string[]> {
  const queries = Object.entries(c.req.queries())
  return Object.fromEntries(
    queries.map(([name, [first = '', ...more]]) => [name, more.length > 0 ? [first, ...more] : first]),
  )
}

/** Hono lower-cases field names; faults show them in the spelling of the contract. */
function headersOf(c: AnyContext, schema: z.ZodObject | undefined): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(schema?.shape ?? {}).map((name) => [name, c.req.header(name)]))
}
