import { formatTable } from '@backend-rosetta/bench/report/table'
import { faults } from '../faults/faults.ts'
import type { Breach } from '../invariants/breach.ts'

import type { AppCrashes, CrashResult, OverloadResult } from '../result.ts'
import type { Round } from '../run-round.ts'
import type { Moment } from '../timeline.ts'

/** One line, and the timeline of whatever it broke. */
export function formatRound({ fault, placed, settledAfter, breaches }: Round): string {
  const line = `  ${fault.padEnd(14)} ${String(placed).padStart(4)} orders, settled and checked after ${settledAfter} ms`
  return [line, ...breaches.flatMap((breach) => formatBreach(breach, breach.timeline))].join('\n')
}

/** The whole result as tables. */
export function formatResult({ apps, seed, seconds, isComplete }: CrashResult): string {
  const end = isComplete ? '' : ' The time was over before all was done: --minutes gives more.'
  return [
    ...apps.map(formatApp),
    `${breachesOf(apps)} breaches in ${roundsOf(apps)} rounds, ${seconds} s, --seed ${seed}.${end}`,
  ].join('\n\n')
}

/** Whatever must never happen, over all apps. */
export function breachesOf(apps: readonly AppCrashes[]): number {
  return apps.reduce(
    (sum, { faults: done, overload }) =>
      sum + done.reduce((part, { breaches }) => part + breaches, 0) + (overload?.breaches.length ?? 0),
    0,
  )
}

function roundsOf(apps: readonly AppCrashes[]): number {
  return apps.reduce((sum, { faults: done }) => sum + done.reduce((part, { rounds }) => part + rounds, 0), 0)
}

function formatApp({ name, faults: done, overload }: AppCrashes): string {
  const rows = done.map(({ fault, rounds, placed, slowestSettling, breaches, skipped }) => [
    `  ${faults[fault].title}`,
    skipped ?? String(rounds),
    String(placed),
    slowestSettling === undefined ? '' : `${slowestSettling} ms`,
    String(breaches),
  ])
  const table = formatTable([['  fault', 'rounds', 'orders', 'settled within', 'breaches'], ...rows])
  return [name, table, ...(overload ? [formatOverload(overload)] : [])].join('\n')
}

function formatOverload(result: OverloadResult): string {
  const { sustainable, sent, answered, refused, unanswered, memory, recoveredAfter, breaches } = result
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`
  const line =
    `  overload: sustains ${Math.round(sustainable)}/s; of ${Math.round(sent)}/s sent ${Math.round(answered)}/s answered, ` +
    `${Math.round(refused)}/s refused, ${unanswered} not answered; memory ${megabytes(memory.before)} → ${megabytes(memory.peak)}; ` +
    `normal again after ${recoveredAfter} ms`
  return [line, ...breaches.flatMap((breach) => formatBreach(breach, []))].join('\n')
}

function formatBreach({ clause, what }: Breach, timeline: readonly Moment[]): string[] {
  const moments = timeline.map(
    ({ at, who, what: happened }) => `      ${String(at).padStart(6)} ms  ${who} ${happened}`,
  )
  return [`    BREACH of ${clause}: ${what}`, ...moments]
}
