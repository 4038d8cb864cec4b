import * as z from 'zod'
import type { Bug } from './bug.ts'

/**
 * `killed`: the named check failed, as it should. `survived`: it did not, so the suite has a hole, or the bug is none.
 * `not-applied`: the source is no longer what the bug searches for. `not-started`: the app with the bug in it could not
 * be tried. `skipped`: it was not tried, and why.
 */
const outcomes = ['killed', 'survived', 'not-applied', 'not-started', 'skipped'] as const

/** What became of one bug. */
export interface Trial {
  bug: Bug
  outcome: (typeof outcomes)[number]
  /** The checks that failed with the bug and not without it; of a quick run only the named one is known. */
  caughtBy: readonly string[]
  /** What is wrong, where it was not killed. */
  why?: string
  milliseconds: number
}

const recordSchema = z.object({
  id: z.string(),
  app: z.string(),
  title: z.string(),
  file: z.string(),
  clause: z.string(),
  check: z.string(),
  outcome: z.enum(outcomes),
  /** Whether the whole suite ran, or the named check alone. */
  mode: z.enum(['full', 'quick']),
  caughtBy: z.array(z.string()),
})

/** The result as it is kept: no times and nothing of the machine, so that it changes when the bugs or the apps do. */
export const mutantsResultSchema = z.object({
  /** Grows when a property changes its meaning or goes away. */
  format: z.literal(1),
  bugs: z.array(recordSchema),
})

export type MutantsResult = z.infer<typeof mutantsResultSchema>
export type BugRecord = z.infer<typeof recordSchema>

/**
 * The result of a run. What an earlier one says of bugs that are still listed and were not tried now stays, so that
 * apps can be tried one after another.
 * @param listed all bugs that there are, in their order
 */
export function resultOf(
  listed: readonly Bug[],
  trials: readonly Trial[],
  run: { mode: BugRecord['mode']; earlier: MutantsResult | undefined },
): MutantsResult {
  const fresh = new Map(trials.map((trial) => [trial.bug.id, recordOf(trial, run.mode)]))
  const kept = new Map(run.earlier?.bugs.map((record) => [record.id, record]))
  const bugs = listed.flatMap(({ id }) => fresh.get(id) ?? kept.get(id) ?? [])
  return { format: 1, bugs }
}

function recordOf({ bug, outcome, caughtBy }: Trial, mode: BugRecord['mode']): BugRecord {
  const { id, app, title, file, clause, check } = bug
  return { id, app, title, file, clause, check, outcome, mode, caughtBy: caughtBy.toSorted() }
}

/** What in a kept result no longer follows from the bugs, one line each. */
export function staleLines(listed: readonly Bug[], { bugs }: MutantsResult): string[] {
  const records = new Map(bugs.map((record) => [record.id, record]))
  const ids = new Set(listed.map(({ id }) => id))
  return [
    ...bugs.filter(({ id }) => !ids.has(id)).map(({ id }) => `${id} is no bug any more`),
    ...listed.flatMap((bug) => differencesOf(bug, records.get(bug.id))),
  ]
}

function differencesOf(bug: Bug, record: BugRecord | undefined): string[] {
  if (!record) return [`${bug.id} was not tried`]
  const properties = ['app', 'title', 'file', 'clause', 'check'] as const
  const changed = properties.filter((property) => record[property] !== bug[property])
  const lines = changed.map((property) => `${bug.id} has another ${property}`)
  return record.outcome === 'killed' ? lines : [...lines, `${bug.id} ${record.outcome}`]
}
