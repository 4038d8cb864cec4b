import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'
import type { Problem } from '@backend-rosetta/contract/problems'
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { TimeoutError } from 'rxjs'
import { isUnavailable } from '../db/errors.ts'
import { DomainError, type Refusal } from '../problems.ts'
import { HttpError, type HttpErrorCode } from './http-error.ts'
import { pathOf } from './well-formed.ts'

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
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const { code, headers = {}, members = {}, ...answer } = answerTo(error)
    const { status, title, detail } = { ...problems[code], ...answer }
    if (status >= 500 && !(error instanceof HttpError)) request.log.error({ err: error }, 'request failed')
    if (reply.raw.headersSent) {
      reply.raw.destroy()
      return
    }
    const instance = pathOf(request)
    const problem = {
      type: problemType(code),
      title,
      status,
      detail,
      instance,
      code,
      requestId: request.id,
      ...members,
    }
    reply.code(status).headers(headers).type('application/problem+json').send(JSON.stringify(problem))
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof DomainError) return answerToRefusal(error.refusal)
  if (error instanceof HttpError) return answerToHttpError(error.code)
  if (isUnavailable(error) || error instanceof TimeoutError)
    return { code: 'unavailable', headers: retryAfter(1) }
  return { code: (error instanceof HttpException && codes.get(error.getStatus())) || 'internal_error' }
}
// #endregion

/** What Nest, Fastify and its plugins refuse by themselves. A file outside of the folder is none that exists. */
const codes = new Map<number, ProblemCode>([
  [400, 'bad_request'],
  [403, 'not_found'],
  [404, 'not_found'],
  [413, 'payload_too_large'],
  [415, 'unsupported_media_type'],
])

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

/** What is left of a message that cannot be read, or that does not come, is not waited for. */
function answerToHttpError(code: HttpErrorCode): Answer {
  if (code === 'unavailable') return { code, headers: retryAfter(1) }
  const isOver = code === 'bad_request' || code === 'request_timeout'
  return { code, ...(isOver && { headers: { Connection: 'close' } }) }
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'Retry-After': String(seconds) }
}
