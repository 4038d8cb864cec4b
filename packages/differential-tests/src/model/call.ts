import { matchesStrongly, matchesWeakly } from '@backend-rosetta/contract/etags'
import { type Answer, Refusal } from './answer.ts'
import type { Caller } from './credentials.ts'
import { headerOf, type ModelRequest } from './request.ts'
import { etagOfResource } from './resources.ts'
import type { Resource, State } from './state.ts'

/** A request that came through to its operation. The state is the call's own: changing it is the effect. */
export interface Call {
  state: State
  /** The name for what it makes. */
  key: string
  request: ModelRequest
  caller: Caller | undefined
  parameter: string
  body: unknown
}

/** What an operation does: an answer, or a thrown `Refusal`. */
export type Handler = (call: Call) => Answer

/** Who calls an operation that is not public. */
export function callerOf({ caller }: Call): Caller {
  if (!caller) throw new TypeError('this operation needs credentials')
  return caller
}

/** VER-2: the seventh step of HTTP-12, for PATCH. */
export function requireIfMatch({ request }: Call): void {
  if (headerOf(request, 'If-Match') === undefined) throw new Refusal('precondition_required')
}

/** VER-2: the ninth step of HTTP-12. */
export function checkVersion({ request }: Call, resource: Resource): void {
  const ifMatch = headerOf(request, 'If-Match')
  if (ifMatch === undefined || matchesStrongly(ifMatch, etagOfResource(resource))) return
  throw new Refusal('precondition_failed')
}

/** VER-1: whether the client has it. */
export function isKnown({ request }: Call, etag: string): boolean {
  const header = headerOf(request, 'If-None-Match')
  return header !== undefined && matchesWeakly(header, etag)
}

export function notFound(): Refusal {
  return new Refusal('not_found')
}
