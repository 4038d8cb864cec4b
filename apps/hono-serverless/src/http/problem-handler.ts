import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'
import type { Problem } from '@backend-rosetta/contract/problems'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../context.ts'
import { DatabaseUnavailableError, rootOf } from '../db/errors.ts'
import { DomainError, notFound, type Refusal } from '../problems.ts'

/** What of a problem depends on the error. */
interface Answer {
  code: ProblemCode
  /** The contract's sentence unless this one knows more. */
  detail?: string
  headers?: Record<string, string>
  members?: Pick<Problem, 'errors' | 'from' | 'action'>
}

// #region problems
/** The one place that turns errors into problems (HTTP-4). What is not known here says nothing (HTTP-10). */
export function answerWithProblem(error: Error, c: Context<AppEnv>): Response {
  const cause = rootOf(error)
  const { code, headers = {}, members = {}, ...answer } = answerTo(cause)
  const { status, title, detail } = { ...problems[code], ...answer }
  if (status >= 500 && !(cause instanceof HTTPException)) c.var.log.error({ err: cause }, 'request failed')
  const problem = {
    type: problemType(code),
    title,
    status,
    detail,
    instance: new URL(c.req.url).pathname,
    code,
    requestId: c.var.requestId,
    ...members,
  }
  return c.body(JSON.stringify(problem), status, { 'Content-Type': 'application/problem+json', ...headers })
}

export function answerUnknownPath(c: Context<AppEnv>): Response {
  return answerWithProblem(notFound(), c)
}

function answerTo(error: unknown): Answer {
  if (error instanceof DomainError) return answerToRefusal(error.refusal)
  if (error instanceof HTTPException) return answerToHono(error)
  if (error instanceof DatabaseUnavailableError) return { code: 'unavailable', headers: retryAfter(1) }
  return { code: 'internal_error' }
}
// #endregion

/** What Hono's own middleware throws, and ours about HTTP: before anything of the shop is looked at. */
const codesOfHono: Readonly<Partial<Record<number, ProblemCode>>> = {
  400: 'malformed_json',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
}

function answerToHono({ status }: HTTPException): Answer {
  if (status === 503) return { code: 'unavailable', headers: retryAfter(1) }
  return { code: codesOfHono[status] ?? 'internal_error' }
}

function answerToRefusal(refusal: Refusal): Answer {
  const { code } = refusal
  switch (code) {
    case 'unauthenticated':
    case 'invalid_credentials':
      return { code, headers: { 'WWW-Authenticate': 'Bearer' } }
    case 'invalid_token':
    case 'refresh_token_reused':
      // Source: RFC 6750 section 3.
      return { code, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }
    case 'idempotency_in_progress':
    case 'rate_limited':
      return { code, headers: retryAfter(refusal.retryAfterSeconds) }
    case 'invalid_order_transition': {
      const { from, action } = refusal
      return { code, detail: `An order that is ${from} does not allow ${action}.`, members: { from, action } }
    }
    case 'validation_failed':
      return { code, members: { errors: refusal.faults } }
    default:
      return { code }
  }
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'Retry-After': String(seconds) }
}
