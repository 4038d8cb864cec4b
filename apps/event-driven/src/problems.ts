import type { OrderAction, OrderStatus } from '@backend-rosetta/contract/lifecycle'
import type { Fault, FaultCode } from '@backend-rosetta/contract/problems'

/** What the rules of the shop can refuse: a closed set, in the contract's words, that knows nothing of HTTP. */
export type Refusal =
  | { code: 'unauthenticated' | 'invalid_token' | 'invalid_credentials' | 'refresh_token_reused' }
  | { code: 'forbidden' | 'not_found' | 'email_taken' | 'sku_taken' }
  | { code: 'precondition_required' | 'precondition_failed' | 'idempotency_key_reused' }
  | { code: 'idempotency_in_progress' | 'rate_limited'; retryAfterSeconds: number }
  | { code: 'invalid_order_transition'; from: OrderStatus; action: OrderAction }
  | { code: 'validation_failed'; faults: Fault[] }

export class DomainError extends Error {
  override name = 'DomainError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export function notFound(): DomainError {
  return new DomainError({ code: 'not_found' })
}

/** A rule that needs stored data refuses a value of the body. `pointer` is a JSON Pointer (RFC 6901). */
export function bodyFault(pointer: string, code: FaultCode, message: string): Fault {
  return { in: 'body', pointer, code, message }
}
