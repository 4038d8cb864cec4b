import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'
import type { Problem } from '@backend-rosetta/contract/problems'
import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify'
import { DatabaseUnavailableError } from '../db/errors.ts'
import { DomainError, type Refusal } from '../problems.ts'
import { pathOf } from './access-log.ts'
import { HttpError } from './http-error.ts'
import { faultsOf, InvalidRequest } from './validation.ts'

/** What of a problem depends on the error. */
interface Answer {
  code: ProblemCode
  detail?: string
  headers?: Record<string, string>
  members?: Pick<Problem, 'errors' | 'from' | 'action'>
}

// #region problems
/** The one place that turns errors into problems (HTTP-4). What is not known here says nothing (HTTP-10). */
export function problemHandler(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, headers = {}, members = {}, detail = problems[code].detail } = answerTo(error, request)
  const { status, title } = problems[code]
  if (status >= 500 && !(error instanceof HttpError)) request.log.error({ err: error }, 'request failed')
  const problem = {
    type: problemType(code),
    title,
    status,
    detail,
    instance: pathOf(request),
    code,
    requestId: request.id,
    ...members,
  }
  return reply.code(status).headers(headers).type('application/problem+json').send(problem)
}

function answerTo(error: unknown, request: FastifyRequest): Answer {
  if (error instanceof DomainError) return answerToRefusal(error.refusal)
  if (error instanceof InvalidRequest)
    return { code: 'validation_failed', members: { errors: faultsOf(request, error) } }
  if (error instanceof DatabaseUnavailableError || isOverload(error))
    return { code: 'unavailable', headers: { 'Retry-After': '1' } }
  if (error instanceof HttpError && error.code !== 'bad_request') return { code: error.code }
  if (error instanceof errorCodes.FST_ERR_CTP_BODY_TOO_LARGE) return { code: 'payload_too_large' }
  if (error instanceof errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE) return { code: 'unsupported_media_type' }
  if (isBadRequest(error)) return { code: 'bad_request', headers: { Connection: 'close' } }
  return { code: 'internal_error' }
}
// #endregion

function isOverload(error: unknown): boolean {
  return error instanceof HttpError && error.code === 'unavailable'
}

/** What is left of a message that cannot be read, or that broke off, is not waited for. */
function isBadRequest(error: unknown): boolean {
  if (error instanceof HttpError) return error.code === 'bad_request'
  return error instanceof Error && 'statusCode' in error && error.statusCode === 400
}

function answerToRefusal(refusal: Refusal): Answer {
  const { code } = refusal
  switch (code) {
    case 'unauthenticated':
    case 'invalid_credentials':
      return { code, headers: bearer() }
    case 'invalid_token':
    case 'refresh_token_reused':
      return { code, headers: bearer('invalid_token') }
    case 'rate_limited':
    case 'idempotency_in_progress':
      return { code, headers: { 'Retry-After': String(refusal.retryAfterSeconds) } }
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

/** Source: RFC 6750 section 3. */
function bearer(error?: string): Record<string, string> {
  return { 'WWW-Authenticate': error ? `Bearer error="${error}"` : 'Bearer' }
}
