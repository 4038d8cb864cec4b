import autocannon, { type Client, type Options, type Result } from 'autocannon'
import { percentile } from '../statistics.ts'
import type { BenchRequest } from './requests.ts'

export interface Load {
  url: string
  requests: readonly BenchRequest[]
  connections: number
  seconds: number
}

/** What came of some seconds of requests, each connection sending the next as soon as it has its answer. */
export interface Driven {
  answered: number
  failures: number
  /** How long it took altogether. */
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/** Sends requests for so many seconds. */
export async function drive(load: Load, signal: AbortSignal): Promise<Driven> {
  signal.throwIfAborted()
  const times: number[] = []
  const begun = performance.now()
  let ended = begun
  let refused = 0
  const { instance, result } = start({
    url: load.url,
    connections: load.connections,
    duration: load.seconds,
    // How often autocannon looks at the clock.
    sampleInt: 50,
    requests: [...load.requests],
    setupClient: startAnywhere(load.requests),
  })
  // Its own histogram counts whole milliseconds.
  instance.on('response', (_client, status, _bytes, milliseconds) => {
    ended = performance.now()
    if (status >= 200 && status < 300) times.push(milliseconds)
    else refused++
  })
  const stop = () => instance.stop()
  signal.addEventListener('abort', stop)
  const { errors } = await result
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  const failures = refused + errors
  const seconds = (ended - begun) / 1000
  if (times.length === 0) return { answered: 0, failures, seconds, p50: 0, p99: 0 }
  return { answered: times.length, failures, seconds, p50: percentile(times, 50), p99: percentile(times, 99) }
}

/** Each connection begins somewhere else in the list. */
function startAnywhere(requests: readonly BenchRequest[]) {
  let connection = 0
  return (client: Client) => {
    const first = (connection++ * 17) % requests.length
    client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
  }
}

function start(options: Options) {
  const { promise: result, resolve, reject } = Promise.withResolvers<Result>()
  const instance = autocannon(options, (error: unknown, done) => (error ? reject(error) : resolve(done)))
  return { instance, result }
}
