import { childTraceparent } from '@backend-rosetta/contract/trace-context'
import type { Metrics } from '../metrics.ts'
import { pause } from '../pause.ts'
import type { CallOptions } from './payment-gateway.ts'

export interface Answer {
  status: number
  body: unknown
}

interface Post {
  body: object
  idempotencyKey: string
}

interface Options {
  url: string
  metrics?: Pick<Metrics, 'gatewayCalled'>
}

const maxTries = 3
const tryTimeoutMilliseconds = 1400

export type GatewayClient = ReturnType<typeof createGatewayClient>

/** HTTP to the gateway with a time limit and bounded retries. No answer, or a 5xx, is `undefined`. */
export function createGatewayClient({ url, metrics }: Options) {
  const base = url.replace(/\/+$/, '')

  // #region charge
  async function call(path: string, init: RequestInit, options: CallOptions): Promise<Answer | undefined> {
    const { signal, trace, retries } = options
    const headers = { ...init.headers, ...(trace && { traceparent: childTraceparent(trace) }) }
    for (let tries = 1; ; tries++) {
      const answer = await send(base + path, { ...init, headers, signal })
      metrics?.gatewayCalled(outcomeOf(answer))
      if (answer || !retries || tries === maxTries || signal.aborted) return answer
      await pause(backoff(tries), signal)
    }
  }
  // #endregion

  return {
    get: (path: string, options: CallOptions) => call(path, { method: 'GET' }, options),

    post(path: string, { body, idempotencyKey }: Post, options: CallOptions) {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey }
      return call(path, { method: 'POST', headers, body: JSON.stringify(body) }, options)
    },
  }
}

/** Instances that failed together do not come back together. */
function backoff(tries: number): number {
  return 50 * 2 ** tries * (0.5 + Math.random() / 2)
}

async function send(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer | undefined> {
  const signal = AbortSignal.any([init.signal, AbortSignal.timeout(tryTimeoutMilliseconds)])
  try {
    const response = await fetch(url, { ...init, signal })
    const body: unknown = await response.json()
    return response.status < 500 ? { status: response.status, body } : undefined
  } catch {
    // Refused, cut off, too late, or no JSON: the gateway did not say what happened.
    return undefined
  }
}

function outcomeOf(answer: Answer | undefined): Parameters<Metrics['gatewayCalled']>[0] {
  if (!answer) return 'failed'
  return answer.status < 400 ? 'accepted' : 'refused'
}
