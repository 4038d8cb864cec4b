import type { Level } from '@backend-rosetta/contract/levels'
import type { Context } from './context.ts'
import { preparing } from './failures.ts'

/**
 * When a check runs. `parallel`: with all the others. `outage`: after them, because it makes the gateway fail, which
 * may open the server's circuit breaker and so delay orders that have nothing to do with it.
 */
export type Phase = 'parallel' | 'outage'

/**
 * What a target has to offer besides its URL: the ledger and the controls of its payment `gateway`, a command that
 * starts one more server `process`, a `database` connection that the suite can cut, several `instances`.
 */
export type Capability = 'gateway' | 'process' | 'database' | 'instances'

export interface CheckOptions {
  /** The level at which a server has to pass. */
  level: Level
  phase?: Phase
  /** Without one of these a check is not selected, and the report says why. */
  needs?: readonly Capability[]
  /** Milliseconds after which it counts as failed: 20,000 unless said. */
  timeout?: number
  /** It mostly waits: it starts first and, unless it needs a server of its own, takes no place from the others. */
  slow?: boolean
}

/** One statement about a server that either holds or does not. */
export interface Check extends Required<CheckOptions> {
  /** Stable and never used again: the clause and a number, `ORD-3.2`. */
  id: string
  /** The clause of the contract that it holds the server to. */
  clause: string
  /** What holds, in words that read well after "failed:". */
  title: string
  /** Fails by throwing: a failed expectation, or `Blocked` from a fixture. Anything else is an error of the suite. */
  run: (t: Context) => Promise<void>
}

type AddCheck<Clause extends string> = (
  id: `${Clause}.${number}`,
  title: string,
  run: (t: Context) => Promise<void>,
) => void

/**
 * The checks of one clause that share a level, a phase and needs. A clause may have several such groups:
 *
 * ```ts
 * export const checks = defineChecks('ORD-3', { level: 'reliable' }, (check) => {
 *   check('ORD-3.2', 'of 8 parallel orders for the last unit exactly one is confirmed', async (t) => { … })
 * })
 * ```
 *
 * A check makes all it needs through `t`, assumes nothing about what else is in the database, and runs beside others.
 */
export function defineChecks<const Clause extends string>(
  clause: Clause,
  options: CheckOptions,
  build: (check: AddCheck<Clause>) => void,
): Check[] {
  const checks: Check[] = []
  const defaults = { phase: 'parallel', needs: [], timeout: 20_000, slow: false } as const
  build((id, title, run) => checks.push({ ...defaults, ...options, id, clause, title, run }))
  return checks
}

/**
 * A fixture that is made once per run and then shared by every check that asks for it, so none may change it:
 *
 * ```ts
 * const delivered = oncePerRun(async (t) => t.order(await t.customer(), { status: 'delivered' }))
 * // in a check
 * const order = await delivered(t)
 * ```
 */
export function oncePerRun<T>(make: (t: Context) => Promise<T>): (t: Context) => Promise<T> {
  const made = new WeakMap<Context, Promise<T>>()
  return ({ ofRun }) => {
    const value = made.get(ofRun) ?? preparing('a shared fixture', () => make(ofRun))
    made.set(ofRun, value)
    return value
  }
}
