import type { PlaceOrder } from '@backend-rosetta/contract/orders'
import type { Context } from '../context.ts'
import type { Actor } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

/** The answer to an order with or without a key. */
export function place(t: Context, actor: Actor, body: PlaceOrder, idempotencyKey?: string) {
  return t.as(actor).call('placeOrder', { body, ...(idempotencyKey !== undefined && { idempotencyKey }) })
}

/** Fails unless `answer` replays `first`. */
export function isReplay(t: Context, answer: Answer, first: Answer): void {
  t.status(answer, first.status)
  t.header(answer, 'Idempotency-Replayed', 'true')
  t.header(answer, 'Location', first.headers['location'] ?? '')
  t.expect(answer.body).equals(first.body, 'the body is that of the first answer')
}

/** Fails unless the answer says that the first request is still in flight. */
export function inProgress(t: Context, answer: Answer): void {
  t.problem(answer, 'idempotency_in_progress')
  t.header(answer, 'Retry-After', /^\d+$/)
}
