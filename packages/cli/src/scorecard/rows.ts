import { operations } from '@backend-rosetta/bench/measures'
import type { OperationResult } from '@backend-rosetta/bench/result'
import { percentile } from '@backend-rosetta/bench/statistics'
import { type Level, levels } from '@backend-rosetta/contract/levels'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import type { Facts } from './facts.ts'

/** One line of the scorecard. */
export interface Row {
  name: string
  /** What it says, for people who have not seen the tools. */
  meaning: string
  /** The page of the docs that shows more of it. */
  page: string
  /** Nothing where it was not measured. */
  cell: (facts: Facts) => string | undefined
}

export const rows: readonly Row[] = [
  ...levels.map(conformanceRow),
  {
    name: 'Declared deviations',
    meaning: 'what a platform cannot give, each with a reason',
    page: 'styles/',
    cell: ({ declared }) => deviationsText(declared),
  },
  {
    name: 'Seeded bugs killed',
    meaning: 'bugs put into the app that the suite noticed',
    page: 'proof/mutants/',
    cell: ({ bugs }) => bugs && `${whole(bugs.killed)} of ${whole(bugs.tried)}`,
  },
  {
    name: 'Generated traces, differences',
    meaning: 'the same requests to all apps and to a model of the contract',
    page: 'proof/differential/',
    cell: ({ differential }) =>
      differential && `${whole(differential.traces)}, ${whole(differential.differences)}`,
  },
  {
    name: 'Kills, other faults',
    meaning: 'under load; each followed by a look at all orders, charges and stock',
    page: 'proof/crash/',
    cell: ({ crash }) => {
      if (!crash) return undefined
      const kills = crash.faults.find(({ fault }) => fault === 'kill')?.rounds ?? 0
      const all = crash.faults.reduce((sum, { rounds }) => sum + rounds, 0)
      return `${whole(kills)}, ${whole(all - kills)}`
    },
  },
  {
    name: 'Breaches after them',
    meaning: 'anything lost, doubled or forgotten, an overload included',
    page: 'proof/crash/',
    cell: ({ crash }) => crash && whole(breachesOf(crash)),
  },
  {
    name: 'Reads, share of the bare twin',
    meaning: `the median of the measured reads (${operations.filter(isRead).join(', ')})`,
    page: 'proof/speed/',
    cell: ({ bench }) => shareText(operations.filter(isRead).map((id) => bench?.operations[id])),
  },
  {
    name: 'Orders, share of the bare twin',
    meaning: 'POST /orders until the order is settled',
    page: 'proof/speed/',
    cell: ({ bench }) => shareText([bench?.operations.placeOrder]),
  },
  {
    name: 'Orders, share of pgbench',
    meaning: 'of what PostgreSQL takes of the same statements, without an app and a gateway',
    page: 'proof/speed/',
    cell: ({ bench }) => shareText([bench?.operations.placeOrder], 'ofPgbench'),
  },
  {
    name: 'Start-up',
    meaning: 'from the start of the process to the first list of products',
    page: 'proof/speed/',
    cell: ({ bench }) => bench?.startUp && `${(bench.startUp.median / 1000).toFixed(2)} s`,
  },
  {
    name: 'Memory, idle',
    meaning: 'resident, a second after the start',
    page: 'proof/speed/',
    cell: ({ bench }) => bench?.memory && `${whole(bench.memory.idle / 2 ** 20)} MiB`,
  },
  {
    name: 'Lines of source',
    meaning: 'without specs and blank lines',
    page: 'styles/',
    // Rounded: not every small change of an app is one of the scorecard.
    cell: ({ source }) => `about ${whole(Math.round(source.lines / 100) * 100)}`,
  },
  {
    name: 'Hops of an order',
    meaning: 'steps of the tour of POST /orders',
    page: 'compare/place-order/',
    cell: ({ source }) => whole(source.hops),
  },
  {
    name: 'Packages named, installed',
    meaning: 'in package.json, ours left out; and all that these bring',
    page: 'proof/speed/',
    cell: ({ source, bench }) => {
      const all = bench?.footprint?.dependencies.all
      return `${whole(source.dependencies)}, ${all === undefined ? 'not measured' : whole(all)}`
    },
  },
]

function conformanceRow(level: Level): Row {
  const checks = allChecks.filter((check) => check.level === level).length
  return {
    name: `Contract, ${level}`,
    meaning: 'checks kept, of all that there are',
    page: `contract/?level=${level}`,
    // Of all that there are now: a check that is newer than the run is not kept yet.
    cell: ({ conformance }) =>
      conformance && `${whole(Math.min(conformance.levels[level].kept, checks))} of ${whole(checks)}`,
  }
}

function deviationsText(declared: Facts['declared']): string {
  const some = declared.filter(({ count }) => count > 0)
  return some.length === 0 ? 'none' : some.map(({ runtime, count }) => `${runtime} ${count}`).join(', ')
}

function breachesOf({ faults, overload }: NonNullable<Facts['crash']>): number {
  return faults.reduce((sum, { breaches }) => sum + breaches, 0) + (overload?.breaches.length ?? 0)
}

/** What answers from the database and changes nothing. */
function isRead(operation: (typeof operations)[number]): boolean {
  return operation !== 'getLiveness' && operation !== 'placeOrder' && operation !== 'logIn'
}

/** Where requests failed, the figures mean nothing. */
function shareText(
  results: ReadonlyArray<OperationResult | undefined>,
  limit: 'ofTwin' | 'ofPgbench' = 'ofTwin',
): string | undefined {
  const shares = results.flatMap((result) => (result?.failures === 0 ? (result[limit]?.median ?? []) : []))
  return shares.length > 0 ? `${whole(percentile(shares, 50) * 100)} %` : undefined
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
