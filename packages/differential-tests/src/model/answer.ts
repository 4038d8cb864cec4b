import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'
import type { Fault } from '@backend-rosetta/contract/problems'
import { etagOfResource } from './resources.ts'
import type { Resource, State } from './state.ts'
import { Pattern, prose, type Template, Unordered } from './template.ts'

/** What a request is answered with. */
export interface Answer {
  status: number
  /** By lower-case name; `null` for one that must not be there. What is not named is not predicted. */
  headers: Readonly<Record<string, Template>>
  /** Absent where there is no body. */
  body?: Template
  /** Of a resource that goes on changing by itself: the runner waits until it does not any more. */
  settles?: string
}

/** One way in which a request can turn out, and the world afterwards. Almost always there is one. */
export interface Outcome {
  answer: Answer
  state: State
}

/** What a step of HTTP-12 refuses a request with. */
export class Refusal {
  readonly code: ProblemCode
  readonly members: Record<string, Template>
  readonly headers: Record<string, Template>

  constructor(
    code: ProblemCode,
    members: Record<string, Template> = {},
    headers: Record<string, Template> = {},
  ) {
    this.code = code
    this.members = members
    this.headers = headers
  }
}

export const jsonType = new Pattern(/^application\/json\b/i)
const noStore = new Pattern(/\bno-store\b/i)
const seconds = new Pattern(/^[1-9]\d*$/)

/** 200 or 201 with one resource and its ETag. */
export function resourceAnswer(status: number, resource: Resource, body: Template): Answer {
  return { status, headers: { etag: etagOfResource(resource), 'content-type': jsonType }, body }
}

export function problemAnswer({ code, members, headers }: Refusal, path: string): Answer {
  const { status, title } = problems[code]
  return {
    status,
    headers: {
      'content-type': new Pattern(/^application\/problem\+json\b/i),
      ...(status === 401 && { 'www-authenticate': new Pattern(/^Bearer\b/) }),
      ...(hasRetryAfter(code) && { 'retry-after': seconds }),
      ...headers,
    },
    body: {
      type: problemType(code),
      title,
      status,
      detail: prose,
      instance: path,
      code,
      requestId: prose,
      ...members,
    },
  }
}

export function faultsRefusal(faults: readonly Fault[]): Refusal {
  const errors = faults.map(({ in: location, pointer, code }) => ({
    in: location,
    pointer,
    code,
    message: prose,
  }))
  return new Refusal('validation_failed', { errors: new Unordered(errors) })
}

/** Of an answer to somebody: nobody else may keep it (HTTP-11). */
export function notStored(answer: Answer): Answer {
  return { ...answer, headers: { 'cache-control': noStore, ...answer.headers } }
}

function hasRetryAfter(code: ProblemCode): boolean {
  return code === 'rate_limited' || code === 'idempotency_in_progress' || code === 'unavailable'
}
