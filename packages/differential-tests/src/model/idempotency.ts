import { type Answer, jsonType, Refusal } from './answer.ts'
import { type Call, callerOf } from './call.ts'
import { headerOf } from './request.ts'
import type { Order, State, UsedKey } from './state.ts'
import { symbolOf } from './symbols.ts'
import { Pattern, SameBody } from './template.ts'

/** IDEM-1, IDEM-2: the answer of the first request with this key, if there was one. */
export function replay(call: Call, request: string): Answer | undefined {
  const first = usedKey(call)
  if (!first) return undefined
  if (first.request !== request) throw new Refusal('idempotency_key_reused')
  return {
    status: 201,
    headers: {
      'content-type': jsonType,
      etag: new Pattern(/^"\d+"$/),
      location: `/api/v1/orders/${first.orderId}`,
      'idempotency-replayed': 'true',
    },
    body: new SameBody(symbolOf('body', first.orderName)),
  }
}

/** IDEM-3: only a request that placed an order uses its key up. */
export function useKey(call: Call, order: Order, request: string): void {
  const key = headerOf(call.request, 'Idempotency-Key')
  if (key === undefined) return
  const { id: userId } = callerOf(call).user
  const { clock } = call.state
  call.state.keys.push({ userId, key, request, orderName: order.name, orderId: order.id, clock })
}

/** Whether an answer is a replay of a request of the same group: it may still be in flight. */
export function isInProgress(state: State, { body }: Answer): boolean {
  if (!state.concurrent || !(body instanceof SameBody)) return false
  return state.keys.some(
    (key) => symbolOf('body', key.orderName) === body.symbol && key.clock === state.clock,
  )
}

function usedKey(call: Call): UsedKey | undefined {
  const key = headerOf(call.request, 'Idempotency-Key')
  const { id } = callerOf(call).user
  return call.state.keys.find((used) => used.key === key && used.userId === id)
}
