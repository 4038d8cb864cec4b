import { requestIdPattern } from '@backend-rosetta/contract/headers'
import type { OperationId } from '@backend-rosetta/contract/operations'
import { type Answer, faultsRefusal, notStored, type Outcome, problemAnswer, Refusal } from './answer.ts'
import { readBody } from './body.ts'
import type { Call } from './call.ts'
import { authenticate } from './credentials.ts'
import { faultsOf } from './faults.ts'
import { handlers } from './handlers.ts'
import { isInProgress } from './idempotency.ts'
import { refuseGuessing } from './logging-in.ts'
import { headerOf, type ModelRequest, pathOf } from './request.ts'
import { findRoute, type Route } from './route.ts'
import type { State } from './state.ts'
import { Pattern } from './template.ts'

/**
 * What a request may be answered with and what it changes, from the contract alone.
 * @param key names what the request makes: unique in its trace
 */
export function predict(state: State, request: ModelRequest, key: string): Outcome[] {
  const outcome = outcomeOf(state, { request, key })
  return [outcome, ...waiting(state, request, outcome), ...overtaken(state, { request, key }, outcome)]
}

interface Sending extends Pick<Call, 'request' | 'key'> {
  /** Whether who was let in before a login ended, at the same time, is still served. */
  isLate?: boolean
}

function outcomeOf(state: State, sending: Sending): Outcome {
  const next = structuredClone(state)
  return { answer: withRequestId(answerTo(next, sending), sending.request), state: next }
}

/** A step of the trace is over: what happens next happens later. */
export function nextStep(state: State): State {
  return { ...structuredClone(state), clock: state.clock + 1, tick: 0, concurrent: false }
}

/** IDEM-2: at the same time, a repetition may also be told to wait. */
function waiting(state: State, request: ModelRequest, { answer }: Outcome): Outcome[] {
  if (!isInProgress(state, answer)) return []
  const waits = problemAnswer(new Refusal('idempotency_in_progress'), pathOf(request))
  return [{ answer: withRequestId(notStored(waits), request), state: structuredClone(state) }]
}

/** ACC-10 speaks of the next request: one at the same time may be let in before a login ends, and do its work after. */
function overtaken(state: State, sending: Sending, { answer }: Outcome): Outcome[] {
  if (!state.concurrent || answer.status !== 401) return []
  const late = outcomeOf(state, { ...sending, isLate: true })
  return late.answer.status === 401 ? [] : [late]
}

function answerTo(state: State, sending: Sending): Answer {
  const { request } = sending
  const routed = findRoute(request)
  const path = pathOf(request)
  if (!('route' in routed)) {
    const allow = 'allow' in routed ? { allow: listOf(routed.allow) } : {}
    if (routed.problem === undefined) return { status: 204, headers: allow }
    return withoutBody(request, problemAnswer(new Refusal(routed.problem, {}, allow), path))
  }
  return withoutBody(request, answerOf(state, routed.route, sending))
}

function answerOf(
  state: State,
  { operation: id, parameter }: Route,
  { request, key, isLate = false }: Sending,
): Answer {
  const before = structuredClone(state)
  let isAuthenticated = false
  const own = (answer: Answer) => (isAuthenticated ? notStored(answer) : answer)
  try {
    const body = readBody(id, request)
    const caller = authenticate(state, id, { request, isLate })
    isAuthenticated = caller !== undefined
    if (id === 'logIn') refuseGuessing(state, body)
    refuseFaults(state, id, { request, body })
    return own(handlers[id]({ state, key, request, caller, parameter, body }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // What is refused changes nothing, but for what the refusal itself counts or ends.
    Object.assign(state, { ...before, failures: state.failures, logins: state.logins })
    return own(problemAnswer(error, pathOf(request)))
  }
}

function refuseFaults(state: State, id: OperationId, parts: { request: ModelRequest; body: unknown }): void {
  const faults = faultsOf(state, id, parts)
  if (faults.length > 0) throw faultsRefusal(faults)
}

function withoutBody({ method }: ModelRequest, answer: Answer): Answer {
  if (method !== 'HEAD') return answer
  const { body: _, ...head } = answer
  return head
}

/** HTTP-9: an id that is well-formed is echoed. */
function withRequestId(answer: Answer, request: ModelRequest): Answer {
  const given = headerOf(request, 'X-Request-Id')
  const isEchoed = given !== undefined && requestIdPattern.test(given)
  const id = isEchoed ? given : new Pattern(requestIdPattern)
  return { ...answer, headers: { 'x-request-id': id, ...answer.headers } }
}

/** The names in any order. */
function listOf(methods: readonly string[]): Pattern {
  const names = methods.map((name) => `(?=.*\\b${name}\\b)`).join('')
  return new Pattern(new RegExp(`^${names}[A-Z]+(, ?[A-Z]+){${methods.length - 1}}$`))
}
