import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod'
import { BenchError } from '../bench-error.ts'
import type { BenchOperation } from '../measures.ts'
import type { Run } from '../result.ts'
import { cpuMicros } from '../server/usage.ts'
import type { RunningTarget } from '../target.ts'
import { drive } from './drive.ts'
import { requestsFor } from './requests.ts'
import { ask } from './session.ts'

const settleTimeoutMs = 30_000
const anyOrder = z.object({ items: z.array(z.unknown()) })

/** Runs one operation at one target for some seconds. */
export async function measure(
  operation: BenchOperation,
  { server, session, isTwin }: RunningTarget,
  options: { connections: number; seconds: number; signal: AbortSignal },
): Promise<Run> {
  const requests = requestsFor(operation, session)
  const before = cpuMicros(server.pid)
  const driven = await drive({ ...options, url: server.url, requests }, options.signal)
  // An app may settle its orders after its answers: what counts is when the last one is settled.
  const isPlacing = operation === 'placeOrder' && !isTwin
  const settling = isPlacing ? await untilSettled(server.url, session.authorization) : 0
  const after = cpuMicros(server.pid)
  const { answered, failures, seconds, p50, p99 } = driven
  const run: Run = { perSecond: answered / (seconds + settling), p50, p99, failures }
  if (before === undefined || after === undefined || answered === 0) return run
  return { ...run, cpuMicros: (after - before) / answered }
}

/** Seconds until no order is pending any more. */
async function untilSettled(url: string, authorization: string): Promise<number> {
  const begun = performance.now()
  const deadline = begun + settleTimeoutMs
  for (let asked = begun; asked < deadline; asked = performance.now()) {
    const { items } = await ask(`${url}/api/v1/orders?status=pending&limit=1`, anyOrder, {
      headers: { authorization },
    })
    if (items.length === 0) return (asked - begun) / 1000
    await delay(20)
  }
  throw new BenchError(`${url} has orders that are not settled ${settleTimeoutMs / 1000} s after the load.`)
}
