import { setTimeout as delay } from 'node:timers/promises'
import { orderSchema } from '@backend-rosetta/contract/orders'
import type { ModelRequest } from '../model/request.ts'
import { versionSymbol } from '../model/resources.ts'
import { parseSymbol } from '../model/symbols.ts'
import type { Intent } from '../trace/intent.ts'
import { rootToken } from '../trace/needs.ts'
import { resolve, rootAccess, subjectOf } from '../trace/resolve.ts'
import { type Received, send, type WireRequest } from './send.ts'
import type { Server } from './server.ts'
import type { World } from './walk.ts'

/** Milliseconds: 5 s by ORD-1, and what the way there takes on a busy machine. */
const patience = 12_000

/** Reads an order as the admin who may read all. */
export function settlementOf(order: string): ModelRequest {
  const headers = { Authorization: `Bearer ${rootAccess}` }
  return { method: 'GET', target: `/api/v1/orders/${order}`, headers }
}

/** The first answer in which the order is no longer under way; `undefined` when none comes. */
export async function settledAnswer(
  server: Server,
  request: WireRequest,
  signal: AbortSignal,
): Promise<Received | undefined> {
  const deadline = performance.now() + patience
  for (let wait = 5; performance.now() < deadline; wait = Math.min(wait * 2, 100)) {
    const received = await send(server.url, request, signal)
    signal.throwIfAborted()
    if (!('failure' in received) && !isUnderWay(received.body)) return received
    await delay(wait)
  }
  return undefined
}

/** What is no order is for the model to judge. */
function isUnderWay(body: unknown): boolean {
  const { data } = orderSchema.safeParse(body)
  return data !== undefined && (data.status === 'pending' || data.payment.status === 'refund_pending')
}

/** Reads the resource of which an intent needs the current ETag, where no answer has shown it yet. */
export function observation({ state, bindings }: World, intent: Intent): Intent | undefined {
  if (!Object.values(intent.headers).some((value) => value.includes('<etag:current>'))) return undefined
  const { target } = resolve(state, intent)
  const subject = subjectOf(state, target, intent)
  if (!subject || bindings.has(versionSymbol(subject))) return undefined
  const kind = parseSymbol(subject.id)?.kind ?? ''
  const headers = { Authorization: `Bearer ${rootToken}` }
  return { operation: `get ${kind}`, method: 'GET', target: `/api/v1/${kind}s/${subject.id}`, headers }
}
