import { type BenchOperation, descriptions, operations } from '@backend-rosetta/bench/measures'
import { groups, groupTitles } from '@backend-rosetta/bench/profile/groups'
import type { BenchResult, OperationResult, OperationResults } from '@backend-rosetta/bench/result'
import { ratioOf } from '@backend-rosetta/bench/statistics'
import { whole } from './results/format.ts'
import { results } from './results/results.ts'
import type { TableRow } from './table-row.ts'

export const { bench } = results

/** The name that the bare twin has beside the apps. */
const twinName = 'bare'

interface Measured {
  name: string
  isLimit: boolean
  result: OperationResult
}

export interface OperationFigures {
  id: BenchOperation
  /** What is sent, such as `GET /orders/{id}`. */
  title: string
  /** The twin first, then the apps. */
  measured: Measured[]
  /** Of all, in answers per second: what a whole bar stands for. */
  most: number
}

/** Whatever was measured under load, operation by operation. */
export const operationFigures: OperationFigures[] = operations.flatMap((id) => {
  const measured = bench ? sidesOf(bench).flatMap((side) => measuredOf(side, id)) : []
  const most = Math.max(0, ...measured.map(({ result }) => result.perSecond.max))
  return measured.length > 0 ? [{ id, title: descriptions[id], measured, most }] : []
})

export const pgbench = bench?.limits.pgbench

/** What one `GET /users/me` spends processor time on, in microseconds: the twin first, then the apps. */
export const profiles = [
  { name: twinName, profile: results.profile?.limits.twinProfile },
  ...(results.profile?.apps ?? []),
].flatMap(({ name, profile }) => (profile ? [{ name, profile }] : []))

/** Those, group by group. */
export const profileRows: TableRow[] = groups.map((group) => ({
  name: groupTitles[group],
  cells: profiles.map(({ profile }) => `${whole(profile[group] ?? 0)} µs`),
}))

/** How the time until the answer grows with the orders that there are, in one list. */
export interface GrowthFigures {
  id: BenchOperation
  title: string
  /** For each side: a figure for each number of orders, from few to many. */
  sides: Array<{ name: string; isLimit: boolean; points: GrowthPoint[] }>
}

interface GrowthPoint {
  orders: number
  /** Milliseconds, the median. */
  p50: number
  perSecond: number
  /** As many times as with the fewest orders; the median over the rounds, in which few and many had turns. */
  times: number
}

/** From runs that differ in the number of orders; nothing of an operation that was measured with one number only. */
export function growthOf(runs: readonly BenchResult[]): GrowthFigures[] {
  const ordered = runs.toSorted((a, b) => a.settings.orders - b.settings.orders)
  const names = [...new Set(ordered.flatMap((run) => sidesOf(run).map(({ name }) => name)))]
  return operations.flatMap((id) => {
    const sides = names.map((name) => ({
      name,
      isLimit: name === twinName,
      points: pointsOf(ordered, name, id),
    }))
    const grown = sides.filter(({ points }) => points.length > 1)
    return grown.length > 0 ? [{ id, title: descriptions[id], sides: grown }] : []
  })
}

export const growth = growthOf(results.growth ?? [])

/** One of those runs, for its settings and machine. */
export const [growthRun] = results.growth ?? []

/** Processor time of one request under load, with everything behind it and with nothing: the twin first. */
export const requestCosts = costsOf(results.profile ? sidesOf(results.profile) : [])

function costsOf(sides: readonly Side[]): { names: string[]; rows: TableRow[] } {
  const rows = (['getMe', 'getLiveness'] as const).map((id) => ({
    name: descriptions[id],
    cells: sides.map(({ operations: done }) => microsText(done[id])),
  }))
  const isMeasured = rows.some(({ cells }) => cells.some((cell) => cell !== undefined))
  return { names: sides.map(({ name }) => name), rows: isMeasured ? rows : [] }
}

function microsText(result: OperationResult | undefined): string | undefined {
  return result?.cpuMicros && `${whole(result.cpuMicros.median)} µs`
}

function pointsOf(runs: readonly BenchResult[], name: string, id: BenchOperation): GrowthPoint[] {
  const measured = runs.flatMap((run) => {
    const result = sidesOf(run).find((side) => side.name === name)?.operations[id]
    return result && result.failures === 0 ? [{ orders: run.settings.orders, result }] : []
  })
  const fewest = measured[0]?.result.perSecond.values ?? []
  return measured.map(({ orders, result: { p50, perSecond } }) => ({
    orders,
    p50: p50.median,
    perSecond: perSecond.median,
    // By throughput: it has no steps, where quick answers are measured in whole milliseconds.
    times: ratioOf(fewest, perSecond.values)?.median ?? 0,
  }))
}

interface Side {
  name: string
  operations: OperationResults
}

function sidesOf({ limits, apps }: BenchResult): Side[] {
  return [...(limits.twin ? [{ name: twinName, operations: limits.twin }] : []), ...apps]
}

function measuredOf({ name, operations: done }: Side, id: BenchOperation): Measured[] {
  const result = done[id]
  return result ? [{ name, isLimit: name === twinName, result }] : []
}
