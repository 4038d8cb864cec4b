import {
  isOperationId,
  type OperationId,
  operation,
  operationIds,
} from '@backend-rosetta/contract/operations'
import { type ModelRequest, pathOf } from './request.ts'

export interface Route {
  operation: OperationId
  /** What stands in the path for its parameter, decoded. */
  parameter: string
}

/** What there is at a path: an operation, or what else may be asked of it. */
export type Routed =
  | { route: Route }
  | { problem: 'not_found' }
  | { problem: 'method_not_allowed' | undefined; allow: string[] }

/** The first step of HTTP-12: HTTP-8. `problem` is undefined for OPTIONS, which is answered here. */
export function findRoute(request: ModelRequest): Routed {
  const parts = decoded(pathOf(request))
  const matching = parts
    ? mostExact(
        operationIds.filter((id) => parameterIn(id, parts) !== undefined),
        parts,
      )
    : []
  if (!parts || matching.length === 0) return { problem: 'not_found' }
  const wanted = request.method === 'HEAD' ? 'GET' : request.method
  const found = matching.find((id) => operation(id).method === wanted)
  if (found) return { route: { operation: found, parameter: parameterIn(found, parts) ?? '' } }
  return {
    problem: request.method === 'OPTIONS' ? undefined : 'method_not_allowed',
    allow: methodsOf(matching),
  }
}

function decoded(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** A path without a parameter wins: DELETE /users/me is not that of a user whose id is "me". */
function mostExact(ids: OperationId[], parts: readonly string[]): OperationId[] {
  const exact = ids.filter((id) => operation(id).path === parts.join('/'))
  return exact.length > 0 ? exact : ids
}

/** `undefined` where the path is not that of the operation. */
function parameterIn(id: OperationId, parts: readonly string[]): string | undefined {
  const template = operation(id).path.split('/')
  if (template.length !== parts.length) return undefined
  let parameter = ''
  for (const [index, part] of template.entries()) {
    const actual = parts[index] ?? ''
    if (part.startsWith('{')) {
      if (actual === '') return undefined
      parameter = actual
    } else if (actual !== part) return undefined
  }
  return parameter
}

function methodsOf(ids: readonly string[]): string[] {
  const methods = ids.filter(isOperationId).map((id): string => operation(id).method)
  if (methods.includes('GET')) methods.push('HEAD')
  return [...methods, 'OPTIONS'].toSorted()
}
