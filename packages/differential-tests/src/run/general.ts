import { isOperationId, type OperationId } from '@backend-rosetta/contract/operations'
import { breachesOf } from '@backend-rosetta/contract-tests/http/general-clauses'
import { findRoute } from '../model/route.ts'
import type { Received } from './send.ts'

/** The first general clause that an answer breaks, whatever was asked: the same checks as the suite's. */
export function breachOf({ status, headers, body, text, exchange }: Received): string | undefined {
  const { method, url } = exchange.request
  const { origin } = new URL(url)
  const answer = { operation: operationAt(method, url.slice(origin.length)), status, headers, body, text }
  const [breach] = breachesOf({ ...answer, milliseconds: exchange.milliseconds, exchange })
  return breach && `${breach.clause}: ${breach.message}`
}

function operationAt(method: string, target: string): OperationId | undefined {
  const routed = findRoute({ method, target, headers: {} })
  const id = 'route' in routed ? routed.route.operation : undefined
  return id !== undefined && isOperationId(id) ? id : undefined
}
