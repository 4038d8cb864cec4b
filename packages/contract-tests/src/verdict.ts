import { type Baseline, compareWithBaseline } from './baseline.ts'
import { type Deviations, isSometimes } from './run/deviations.ts'
import type { Report, Result } from './run/result.ts'

/** Whether a run is good, and what stands against it. */
export interface Verdict {
  ok: boolean
  unexpected: readonly Result[]
  known: readonly Result[]
  /** Baseline entries that pass now. */
  fixed: readonly Result[]
  /** Declared deviations of which no check fails any more. */
  staleDeviations: readonly string[]
}

export function judgeRun(report: Report, baseline: Baseline, deviations: Deviations): Verdict {
  const compared = compareWithBaseline(report, baseline)
  const staleDeviations = Object.entries(deviations)
    .filter(([name, deviation]) => !isSometimes(deviation) && isStale(report, name))
    .map(([name]) => name)
  const { unexpected, fixed } = compared
  const ok = unexpected.length === 0 && fixed.length === 0 && staleDeviations.length === 0 && report.complete
  return { ok, ...compared, staleDeviations }
}

/** A deviation is stale when all that it covers ran, and passed. */
function isStale({ results, unselected }: Report, name: string): boolean {
  const covered = results.filter(({ id, clause }) => id === name || clause === name)
  const leftOut = unselected.some(({ id }) => id === name || id.startsWith(`${name}.`))
  return covered.length > 0 && !leftOut && covered.every(({ outcome }) => outcome === 'passed')
}
