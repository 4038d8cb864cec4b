import type { Level } from '@backend-rosetta/contract/levels'
import type { Exchange } from '../http/exchange.ts'

/**
 * `failed`: the server breaks the clause. `flaky`: it did, and kept it when it was tried again. `deviation`: it does, and
 * said so with a reason. `blocked`: what the check needs could not be made ready. `error`: the suite itself went wrong.
 */
export const outcomes = ['passed', 'flaky', 'failed', 'deviation', 'blocked', 'error'] as const

export type Outcome = (typeof outcomes)[number]

/** One thing that is wrong. */
export interface Finding {
  /** The clause that is broken: usually the check's own, or a general one. */
  clause: string
  message: string
  expected?: string
  received?: string
  /** The exchange that shows it, as its place in the `exchanges` of the result. */
  exchange?: number
  /** A good server does so as well where its machine stands still: too late, or `503` with `Retry-After`. */
  transient?: true
}

export interface Result {
  id: string
  clause: string
  title: string
  level: Level
  outcome: Outcome
  milliseconds: number
  findings: readonly Finding[]
  /** The last exchanges of a check that did not pass. */
  exchanges: readonly Exchange[]
  /** Why a deviation was declared. */
  reason?: string
}

/** A check that was left out, and why. */
export interface Unselected {
  id: string
  title: string
  level: Level
  reason: string
}

/** All that is known after a run. */
export interface Report {
  target: string
  level: Level
  /** Runs the checks in the same order again. */
  seed: number
  startedAt: string
  milliseconds: number
  /** Whether every selected check ran to its end. */
  complete: boolean
  results: readonly Result[]
  unselected: readonly Unselected[]
}

/** Whether it stands against the server, unless a baseline knows it. */
export function isBad({ outcome }: Result): boolean {
  return outcome === 'failed' || outcome === 'blocked' || outcome === 'error'
}

/** Whether all that is wrong may have been a bad moment of the machine. */
export function isTransient({ findings }: Result): boolean {
  return findings.length > 0 && findings.every(({ transient }) => transient)
}

export function countOf(results: readonly Result[], outcome: Outcome): number {
  return results.filter((result) => result.outcome === outcome).length
}
