import { randomUUID } from 'node:crypto'
import type { LambdaFunction } from './function.ts'

/** As often as EventBridge can. */
const rateMilliseconds = 60_000

/** Calls a function once a minute, as an EventBridge schedule does. Returns what ends the schedule. */
export function schedule(lambda: LambdaFunction): () => void {
  let over = false

  function tick(): void {
    const event = { id: randomUUID(), source: 'aws.scheduler', time: new Date().toISOString(), detail: {} }
    lambda
      .invoke(event, { data: () => undefined, end: () => undefined })
      .catch((error: unknown) => over || console.error(String(error)))
  }
  tick()
  const timer = setInterval(tick, rateMilliseconds)
  return () => {
    over = true
    clearInterval(timer)
  }
}
