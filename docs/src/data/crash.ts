import { faultNames, faults } from '@backend-rosetta/crash-tests/faults/faults'
import type { AppCrashes } from '@backend-rosetta/crash-tests/result'
import { clausePage } from './chapters.ts'
import { counted, duration, mebibytes, whole } from './results/format.ts'
import { results } from './results/results.ts'
import type { TableRow } from './table-row.ts'

/** The last run of `pnpm crash --json` that was committed. */
export const { crash } = results

const apps = crash?.apps ?? []

export const crashedApps = apps.map(({ name }) => name)

export const crashTotals = {
  kills: sum(apps.map((app) => summaryOf(app, 'kill')?.rounds ?? 0)),
  rounds: sum(apps.flatMap(({ faults: done }) => done.map(({ rounds }) => rounds))),
  placed: sum(apps.flatMap(({ faults: done }) => done.map(({ placed }) => placed))),
  breaches: sum(apps.map(breachesOf)),
}

/** Each app in a few figures. */
export const crashRows: TableRow[] = [
  rowOf('Kills', 'SIGKILL at a random moment', (app) => whole(summaryOf(app, 'kill')?.rounds ?? 0)),
  rowOf('Other faults', 'rounds', (app) =>
    whole(sum(app.faults.filter(({ fault }) => fault !== 'kill').map(({ rounds }) => rounds))),
  ),
  rowOf('Orders placed', 'answered 201 while things broke', (app) =>
    whole(sum(app.faults.map(({ placed }) => placed))),
  ),
  rowOf('Slowest recovery', 'from mended until everything was settled and checked', (app) => {
    const times = app.faults.flatMap(({ slowestSettling }) => slowestSettling ?? [])
    return times.length > 0 ? duration(Math.max(...times)) : undefined
  }),
  rowOf('Breaches', 'anything lost, doubled or forgotten, the overload included', (app) =>
    whole(breachesOf(app)),
  ),
]

/** Each fault, app by app. */
export const faultRows: TableRow[] = faultNames.map((fault) =>
  rowOf(fault, faults[fault].title, (app) => {
    const summary = summaryOf(app, fault)
    if (!summary) return undefined
    const { rounds, placed, slowestSettling, breaches, skipped } = summary
    if (skipped !== undefined) return `left out: ${skipped}`
    const time = slowestSettling === undefined ? [] : [duration(slowestSettling)]
    return [counted(rounds, 'round'), counted(placed, 'order'), ...time, breachText(breaches)].join(', ')
  }),
)

/** Ten times what an app sustains. */
export const overloadRows: TableRow[] = [
  overloadRow('Sustained', 'answers per second to ten clients', ({ sustainable }) => whole(sustainable)),
  overloadRow('Sent', 'per second, over up to 2,000 connections', ({ sent }) => whole(sent)),
  overloadRow('Answered', 'per second', ({ answered }) => whole(answered)),
  overloadRow('Refused', '503 or 429 with Retry-After, per second', ({ refused }) => whole(refused)),
  overloadRow('Not answered', 'requests altogether', ({ unanswered }) => whole(unanswered)),
  overloadRow(
    'Memory',
    'before, and the most under overload',
    ({ memory }) => `${mebibytes(memory.before)}, ${mebibytes(memory.peak)}`,
  ),
  overloadRow('Back to normal', 'after the last request', ({ recoveredAfter }) => duration(recoveredAfter)),
  overloadRow('Breaches', 'wrong answers, wrong orders', ({ breaches }) => whole(breaches.length)),
]

/** Whatever must not happen and did, with where its clause can be read. */
export const crashBreaches = apps.flatMap(({ name, breaches: rounds, overload }) => [
  ...rounds.flatMap(({ fault, seed, breaches }) =>
    breaches.map((breach) => ({ app: name, during: `${fault}, seed ${seed}`, ...linked(breach) })),
  ),
  ...(overload?.breaches ?? []).map((breach) => ({
    app: name,
    during: 'overload',
    timeline: [],
    ...linked(breach),
  })),
])

function linked<Breach extends { clause: string }>(breach: Breach): Breach & { page: string } {
  return { ...breach, page: clausePage(breach.clause) }
}

function rowOf(name: string, meaning: string, cell: (app: AppCrashes) => string | undefined): TableRow {
  return { name, meaning, cells: apps.map(cell) }
}

type Overload = NonNullable<AppCrashes['overload']>

function overloadRow(name: string, meaning: string, cell: (overload: Overload) => string): TableRow {
  return rowOf(name, meaning, ({ overload }) => overload && cell(overload))
}

function summaryOf({ faults: done }: AppCrashes, fault: (typeof faultNames)[number]) {
  return done.find((summary) => summary.fault === fault)
}

function breachesOf({ faults: done, overload }: AppCrashes): number {
  return sum(done.map(({ breaches }) => breaches)) + (overload?.breaches.length ?? 0)
}

export function breachText(count: number): string {
  return count === 0 ? 'no breach' : `${whole(count)} ${count === 1 ? 'breach' : 'breaches'}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
