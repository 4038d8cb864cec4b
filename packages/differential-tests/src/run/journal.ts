import type { Exchange } from '@backend-rosetta/contract-tests/http/exchange'
import type { NormalAnswer } from './normalise.ts'

/** One request of a trace at one server, and what came of it. */
export interface Entry {
  /** The same at every server. */
  key: string
  operation: string
  exchange: Exchange
  /** What was predicted, for comparing only where it was the same. */
  prediction: string
  normal: NormalAnswer
}

/** What happened at one server. */
export interface Journal {
  server: string
  entries: Entry[]
  /** Where the server left the contract: the last entry, and how. */
  breach?: { key: string; what: string }
}
