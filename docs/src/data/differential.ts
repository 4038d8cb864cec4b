import { results } from './results/results.ts'

/** The last run of `pnpm differential --json` that was committed. */
export const { differential } = results

/** Requests by what they were about, the most frequent first: the names of operations, and what is none. */
export const byOperation = descending(differential?.byOperation)

/** Requests by the status of their answer, by status. */
export const byStatus = Object.entries(differential?.byStatus ?? {})

export const differentServers = (differential?.servers ?? []).map((name) => ({
  name,
  requests: Math.round((differential?.requests ?? 0) / (differential?.servers.length ?? 1)),
  differences: differential?.differences.filter(({ curl }) => Object.hasOwn(curl, name)).length ?? 0,
}))

function descending(counts: Readonly<Record<string, number>> = {}): [string, number][] {
  return Object.entries(counts).toSorted(([, a], [, b]) => b - a)
}
