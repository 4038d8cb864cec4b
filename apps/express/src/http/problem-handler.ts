import { type ProblemCode, problems } from '@backend-rosetta/contract/problem-codes'
import { problemType } from '@backend-rosetta/contract/problem-page'
import type { Problem } from '@backend-rosetta/contract/problems'
import type { ErrorRequestHandler } from 'express'
import { DatabaseUnavailableError } from '../db/errors.ts'
import { DomainError, type Refusal } from '../problems.ts'
import { HttpError, type HttpErrorCode } from './http-error.ts'

/** What of a problem depends on the error. */
interface Answer {
  code: ProblemCode
  detail: string
  headers?: Record<string, string>
  members?: Pick<Problem, 'errors' | 'from' | 'action'>
}

// #region problems
/** The one place that turns errors into problems (HTTP-4). What is not known here says nothing (HTTP-10). */
export const problemHandler: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const { code, detail, headers = {}, members = {} } = answerTo(error)
  const { status, title } = problems[code]
  if (status >= 500) req.log.error({ err: error }, 'request failed')
  if (res.headersSent) {
    res.destroy()
    return
  }
  const problem = {
    type: problemType(code),
    title,
    status,
    detail,
    instance: req.path,
    code,
    requestId: req.id,
    ...members,
  }
  res.status(status).set(headers).type('application/problem+json').send(JSON.stringify(problem))
}

function answerTo(error: unknown): Answer {
  if (error instanceof DomainError) return answerToRefusal(error.refusal)
  if (error instanceof HttpError) return { code: error.code, ...answerToHttpError(error.code) }
  // Express could not decode the path: there is nothing at it (HTTP-8).
  if (error instanceof URIError) return { code: 'not_found', detail: 'The path cannot be decoded.' }
  if (error instanceof DatabaseUnavailableError) {
    const headers = { 'Retry-After': '1' }
    return { code: 'unavailable', detail: 'The server cannot answer right now. Try again shortly.', headers }
  }
  return { code: 'internal_error', detail: 'Something went wrong. Report it together with the request id.' }
}
// #endregion

function answerToRefusal(refusal: Refusal): Answer {
  const { code } = refusal
  switch (code) {
    case 'unauthenticated':
      return { code, detail: 'This needs an access token in the Authorization header.', headers: bearer() }
    case 'invalid_token':
      return { code, detail: 'The token is not valid (any more).', headers: bearer('invalid_token') }
    case 'invalid_credentials':
      return { code, detail: 'No active account has this email and password.', headers: bearer() }
    case 'refresh_token_reused':
      return {
        code,
        detail: 'The token was used before: this login is over.',
        headers: bearer('invalid_token'),
      }
    case 'forbidden':
      return { code, detail: 'Your account may not do this.' }
    case 'not_found':
      return { code, detail: 'There is nothing at this address, or nothing that you may see.' }
    case 'email_taken':
      return { code, detail: 'An account with this email exists.' }
    case 'sku_taken':
      return { code, detail: 'A product with this SKU exists.' }
    case 'precondition_required':
      return { code, detail: 'Send the ETag of the version that you want to change in If-Match.' }
    case 'precondition_failed':
      return { code, detail: 'If-Match does not name the current version.' }
    case 'idempotency_key_reused':
      return { code, detail: 'This Idempotency-Key was sent before with another body.' }
    case 'idempotency_in_progress':
      return { code, detail: 'The first request with this key is in flight.', headers: retryAfter(refusal) }
    case 'rate_limited':
      return { code, detail: 'Too many failed logins for this email.', headers: retryAfter(refusal) }
    case 'invalid_order_transition': {
      const { from, action } = refusal
      return { code, detail: `An order that is ${from} does not allow ${action}.`, members: { from, action } }
    }
    case 'validation_failed':
      return { code, detail: 'The request has faults: see errors.', members: { errors: refusal.faults } }
    default:
      return unreachable(code)
  }
}

function answerToHttpError(code: HttpErrorCode): Omit<Answer, 'code'> {
  switch (code) {
    case 'bad_request':
      return { detail: 'The message is not a valid HTTP request.', headers: { Connection: 'close' } }
    case 'malformed_json':
      return { detail: 'The body is not JSON in UTF-8.' }
    case 'method_not_allowed':
      return { detail: 'This address does not support the method: see Allow.' }
    case 'payload_too_large':
      return { detail: 'A body has at most 102,400 bytes.' }
    case 'request_timeout':
      return { detail: 'The request did not arrive completely in time.', headers: { Connection: 'close' } }
    case 'unsupported_media_type':
      return { detail: 'Send the body as application/json in UTF-8, without Content-Encoding.' }
    default:
      return unreachable(code)
  }
}

/** Source: RFC 6750 section 3. */
function bearer(error?: string): Record<string, string> {
  return { 'WWW-Authenticate': error ? `Bearer error="${error}"` : 'Bearer' }
}

function retryAfter({ retryAfterSeconds }: { retryAfterSeconds: number }): Record<string, string> {
  return { 'Retry-After': String(retryAfterSeconds) }
}

function unreachable(code: never): never {
  throw new TypeError(`no answer to ${code}`)
}
