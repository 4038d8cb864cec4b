import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  retry,
  SamplingBreaker,
  TaskCancelledError,
  wrap,
} from 'cockatiel'
import type { Logger } from 'pino'
import type { MessagingMetrics } from '../messaging/metrics.ts'
import { inSpan } from '../telemetry/spans.ts'
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
  metrics: Pick<MessagingMetrics, 'gatewayCalls' | 'gatewayCircuitOpen'>
  logger: Pick<Logger, 'warn'>
}

/** The gateway failed to answer: refused, cut off, too late, or a 5xx. */
class GatewayFailure extends Error {
  override name = 'GatewayFailure'
}

const tryTimeoutMilliseconds = 1400

export type GatewayClient = ReturnType<typeof createGatewayClient>

/** HTTP to the gateway with a time limit, bounded retries and a circuit breaker. No answer is `undefined`. */
export function createGatewayClient({ url, metrics, logger }: Options) {
  const base = url.replace(/\/+$/, '')
  const breaker = circuitBreaker(handleType(GatewayFailure), {
    breaker: new SamplingBreaker({ threshold: 0.8, duration: 5000, minimumRps: 4 }),
    halfOpenAfter: 1000,
    // One order that fails for a reason of its own must not keep the circuit open for all others.
    halfOpenSampling: { calls: 4, threshold: 0.75 },
  })
  breaker.onStateChange((state) => {
    metrics.gatewayCircuitOpen.set(state === CircuitState.Open ? 1 : 0)
    logger.warn({ state: CircuitState[state] }, 'circuit to the payment gateway')
  })
  const backoff = new ExponentialBackoff({ initialDelay: 50, maxDelay: 400 })
  const retrying = wrap(retry(handleType(GatewayFailure), { maxAttempts: 2, backoff }), breaker)

  // #region charge
  async function call(
    path: string,
    init: RequestInit,
    { signal, traceparent }: CallOptions,
  ): Promise<Answer | undefined> {
    const attempt = (signal: AbortSignal) => {
      const name = `${init.method} ${path.split('?', 1)}`
      return inSpan({ name, kind: 'CLIENT', traceparent }, (own) => {
        const headers = { ...init.headers, ...(own && { traceparent: own }) }
        return send(base + path, { ...init, headers, signal })
      })
    }
    try {
      const answer = await retrying.execute((context) => attempt(context.signal), signal)
      metrics.gatewayCalls.inc({ outcome: answer.status < 400 ? 'accepted' : 'refused' })
      return answer
    } catch (error) {
      if (!isFailure(error)) throw error
      metrics.gatewayCalls.inc({ outcome: 'failed' })
      return undefined
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

function isFailure(error: unknown): boolean {
  return (
    error instanceof GatewayFailure ||
    error instanceof BrokenCircuitError ||
    error instanceof TaskCancelledError
  )
}

async function send(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer> {
  const signal = AbortSignal.any([init.signal, AbortSignal.timeout(tryTimeoutMilliseconds)])
  try {
    const response = await fetch(url, { ...init, signal })
    const body: unknown = await response.json()
    if (response.status < 500) return { status: response.status, body }
    throw new GatewayFailure(`answered ${response.status}`)
  } catch (cause) {
    throw cause instanceof GatewayFailure ? cause : new GatewayFailure('gave no answer', { cause })
  }
}
