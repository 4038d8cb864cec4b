import { openApiRoute } from '@backend-rosetta/contract/openapi'
import { type OperationId, operation, type operations } from '@backend-rosetta/contract/operations'
import { createRoute } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import type { AccessTo, EnvOf, RouteOf } from './contract-route-types.ts'
import { jsonBody } from './json-body.ts'
import { noteOperation, refuseMissingBody } from './validation.ts'

type Operations = typeof operations

// #region contract-route
/**
 * The route of an operation as the contract describes it: where it is, what it takes, what it may answer. A handler
 * that answers anything else does not compile. Nor does one for users or admins that names nobody who lets
 * only them in. The order is that of HTTP-12: the body, then who asks, then all schemas.
 */
export function contractRoute<
  Id extends OperationId,
  E extends EnvOf[Operations[Id]['auth']] = EnvOf[Operations[Id]['auth']],
>(id: Id, ...access: AccessTo<Operations[Id], E>): RouteOf<Operations[Id], E>
export function contractRoute(id: OperationId, middleware?: MiddlewareHandler): object {
  const { body } = operation(id)
  const inOrder = every(
    noteOperation(id),
    ...(body ? [jsonBody] : []),
    ...(middleware ? [middleware] : []),
    ...(body ? [refuseMissingBody] : []),
  )
  return createRoute({ ...openApiRoute(id), middleware: inOrder })
}
// #endregion
