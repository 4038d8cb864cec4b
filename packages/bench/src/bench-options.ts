import type { Shop } from './data/shop.ts'
import type { BenchOperation, Measure } from './measures.ts'
import type { BenchApp } from './target.ts'

export interface BenchOptions {
  apps: readonly BenchApp[]
  /** Any database of the server that all of it runs on. */
  serverUrl: string
  /** What to measure; everything when it is empty. */
  only: readonly Measure[]
  /** How often each operation is run at each target; at least once. */
  rounds: number
  /** How long each time. */
  seconds: number
  connections: number
  /** In the database from the beginning. */
  orders: number
  /** Is told what happens, a line at a time. */
  say: (line: string) => void
  /** Ends it early. */
  signal: AbortSignal
}

/** A benchmark that runs: what was asked for, and what there is for it. */
export interface Bench extends BenchOptions {
  /** Ends what it is given. */
  stack: AsyncDisposableStack
  shop: Shop
  wanted: ReadonlySet<Measure>
  chosen: readonly BenchOperation[]
}
