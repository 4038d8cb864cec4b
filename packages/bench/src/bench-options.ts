import type { Shop } from './data/shop.ts'
import type { BenchOperation, Measure } from './measures.ts'
import type { BenchApp, Target } from './target.ts'

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
  /** In the database from the beginning. With several numbers there is a shop for each, and all of them take turns. */
  orders: readonly number[]
  /** Is told what happens, a line at a time. */
  say: (line: string) => void
  /** Ends it early. */
  signal: AbortSignal
}

/** A benchmark that runs: what was asked for, and what ends with it. */
export interface Bench extends BenchOptions {
  /** Ends what it is given. */
  stack: AsyncDisposableStack
  wanted: ReadonlySet<Measure>
  chosen: readonly BenchOperation[]
}

/** What is measured with one number of orders. */
export interface Size {
  orders: number
  shop: Shop
  /** The apps, in the order in which they were named. */
  apps: readonly Target[]
  /** Where something is measured beside it. */
  twin: Target | undefined
}
