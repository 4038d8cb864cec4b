import type { Bug } from './bug.ts'
import type { Trial } from './result.ts'

/** The bugs as a table. */
export function listText(bugs: readonly Bug[]): string {
  const rows = bugs.map(({ id, clause, check, title }) => [id, clause, check, title])
  return `${table([['bug', 'clause', 'check', 'what was done wrong'], ...rows])}\n\n${bugs.length} bugs\n`
}

/** The result as a table, what was not killed in detail, and the count. */
export function reportText(trials: readonly Trial[]): string {
  const rows = trials.map(({ bug, outcome, caughtBy }) => [
    outcome,
    bug.id,
    bug.check,
    caughtBy.length > 1 ? `+ ${caughtBy.length - 1}` : '',
    bug.title,
  ])
  const header = ['outcome', 'bug', 'check', 'more', 'what was done wrong']
  const alive = trials.filter(({ outcome }) => outcome !== 'killed')
  const details = alive.map((trial) => `${trial.outcome}: ${trial.bug.id}\n${explained(trial)}`)
  return `${[table([header, ...rows]), ...details, countLine(trials)].join('\n\n')}\n`
}

/** One line for a trial that is over. */
export function progressLine({ bug, outcome, milliseconds }: Trial, place: string): string {
  return `${place} ${outcome.padEnd(11)} ${bug.id} (${bug.check}, ${(milliseconds / 1000).toFixed(1)} s)`
}

function countLine(trials: readonly Trial[]): string {
  const apps = [...new Set(trials.map(({ bug }) => bug.app))]
  const counts = apps.map((app) => `${app} ${counted(trials.filter(({ bug }) => bug.app === app))}`)
  return `${counted(trials)} bugs killed: ${counts.join(', ')}.`
}

function counted(trials: readonly Trial[]): string {
  return `${trials.filter(({ outcome }) => outcome === 'killed').length} of ${trials.length}`
}

const advice = {
  survived: 'Close the hole with a check, or replace the bug where it alters no behaviour.',
  'not-applied': 'The source has changed: rewrite search and replace, so that the bug is the same again.',
  'not-started': 'A bug lets the app start, and be wrong.',
  skipped: 'Mend the app or the check first, or give a busy machine fewer --jobs.',
  killed: '',
} as const satisfies Record<Trial['outcome'], string>

function explained({ bug, outcome, why = '' }: Trial): string {
  return [bug.title, `apps/${bug.app}/${bug.file}`, why, advice[outcome]]
    .map((line) => `  ${line}`)
    .join('\n')
}

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
