interface ProblemDefinition {
  /** The HTTP status that the problem is sent with. */
  status: number
  /** Short and the same for every occurrence (RFC 9457 section 3.1.3). */
  title: string
  /** What happened, in one sentence that says nothing of the request; an app that knows more says more. */
  detail: string
  /** What it means and what to do about it: the text of the page at `/problems/{code}`. */
  explanation: string
}

/** Every error of the API: the closed set of problem codes. Source: clauses HTTP-4 to HTTP-16. */
export const problems = {
  bad_request: {
    status: 400,
    title: 'Bad request',
    detail: 'The message is not a valid HTTP request.',
    explanation:
      'The message is not valid HTTP. Check the request line, the header fields and their lengths.',
  },
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    detail: 'The body is not JSON in UTF-8.',
    explanation: 'The body is not valid JSON in UTF-8. Check it with a JSON parser before you send it again.',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication required',
    detail: 'This needs an access token in the Authorization header.',
    explanation:
      'The operation needs a user. Log in with POST /api/v1/auth/login and send the access token as "Authorization: Bearer <token>".',
  },
  invalid_token: {
    status: 401,
    title: 'Invalid token',
    detail: 'The token is not valid (any more).',
    explanation:
      'The token is expired, revoked, not signed by this server or meant for another one. Refresh it, or log in again.',
  },
  invalid_credentials: {
    status: 401,
    title: 'Invalid credentials',
    detail: 'No active account has this email and password.',
    explanation: 'No active account has this email and password.',
  },
  refresh_token_reused: {
    status: 401,
    title: 'Refresh token reused',
    detail: 'The token was used before: this login is over.',
    explanation:
      'A refresh token works once, and this one was used before. Someone may have stolen it, so the whole login was revoked: log in again.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    detail: 'Your account may not do this.',
    explanation: 'Your account may not do this.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: 'There is nothing at this address, or nothing that you may see.',
    explanation: 'There is nothing at this address, or nothing that your account may see.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This address does not support the method: see Allow.',
    explanation:
      'The address exists and does not support this method. The Allow header lists those that it does.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    detail: 'The request did not arrive completely in time.',
    explanation: 'The request did not arrive completely in time. Send it again.',
  },
  email_taken: {
    status: 409,
    title: 'Email taken',
    detail: 'An account with this email exists.',
    explanation: 'An account with this email exists. Emails are compared without regard to case.',
  },
  sku_taken: {
    status: 409,
    title: 'SKU taken',
    detail: 'A product with this SKU exists.',
    explanation: 'A product with this SKU exists.',
  },
  invalid_order_transition: {
    status: 409,
    title: 'Invalid order transition',
    detail: 'The order is in a status that does not allow this.',
    explanation:
      'The order is in a status that does not allow this action. "from" is its status, "action" is what was asked for.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'Request in progress',
    detail: 'The first request with this key is in flight.',
    explanation:
      'A request with this Idempotency-Key is still being worked on. Wait as long as Retry-After says and send it again.',
  },
  precondition_failed: {
    status: 412,
    title: 'Precondition failed',
    detail: 'If-Match does not name the current version.',
    explanation:
      'The resource was changed after you read it. Read it again and repeat the change with its new ETag in If-Match.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload too large',
    detail: 'A body has at most 102,400 bytes.',
    explanation: 'The body is larger than 100 KiB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send the body as application/json in UTF-8, without Content-Encoding.',
    explanation:
      'The body has to be JSON in UTF-8: send "Content-Type: application/json" and no Content-Encoding.',
  },
  validation_failed: {
    status: 422,
    title: 'Validation failed',
    detail: 'The request has faults: see errors.',
    explanation:
      'The request is well-formed and some of its values are not acceptable. "errors" lists every fault: where ("in" and "pointer", a JSON Pointer), what ("code") and why ("message").',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key was sent before with another body.',
    explanation: 'This Idempotency-Key was sent before with another body. Use a new key for a new request.',
  },
  precondition_required: {
    status: 428,
    title: 'Precondition required',
    detail: 'Send the ETag of the version that you want to change in If-Match.',
    explanation: 'Send the ETag of the version that you want to change in If-Match.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many attempts',
    detail: 'Too many failed logins for this email.',
    explanation: 'Too many attempts failed. Wait as long as Retry-After says (in seconds) and try again.',
  },
  headers_too_large: {
    status: 431,
    title: 'Header fields too large',
    detail: 'Request line and header fields have at most 16 KiB together.',
    explanation: 'The request line and header fields are larger than 16 KiB together.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong. Report it together with the request id.',
    explanation: 'Something went wrong on the server. Report it together with the request id.',
  },
  unavailable: {
    status: 503,
    title: 'Service unavailable',
    detail: 'The server cannot answer right now. Try again shortly.',
    explanation:
      'The server cannot answer right now. Wait as long as Retry-After says and send the request again.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems).filter(isProblemCode)

export function isProblemCode(value: string): value is ProblemCode {
  return Object.hasOwn(problems, value)
}
