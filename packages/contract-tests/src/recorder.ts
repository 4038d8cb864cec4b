import type { Breach, Exchange } from './http/exchange.ts'

/** What one check did, kept to be shown when it fails. */
export interface Recorder {
  readonly exchanges: Exchange[]
  readonly breaches: Array<Breach & { exchange: Exchange }>
  record(exchange: Exchange, breaches: readonly Breach[]): void
}

/** The exchanges that are kept: a check that polls has many, and the last ones tell. */
const KEPT = 40

export function createRecorder(): Recorder {
  const exchanges: Exchange[] = []
  const found: Recorder['breaches'] = []
  return {
    exchanges,
    breaches: found,
    record(exchange, breaches) {
      exchanges.push(exchange)
      if (exchanges.length > KEPT) exchanges.shift()
      found.push(...breaches.map((breach) => ({ ...breach, exchange })))
    },
  }
}
