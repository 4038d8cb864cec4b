import type { Level } from '@backend-rosetta/contract/levels'
import type { Capability } from './check.ts'
import { allChecks } from './checks/all.ts'
import type { RunningTarget } from './cli/find-target.ts'
import { findingLines } from './reports/finding.ts'
import type { Deviations } from './run/deviations.ts'
import type { Report, Result } from './run/result.ts'
import { type RunOptions, runSuite } from './run/run-suite.ts'
import { judgeRun } from './verdict.ts'

/** The functions of vitest, handed in so that the suite does not depend on it. */
export interface TestFunctions {
  describe(name: string, define: () => void): unknown
  it(name: string, test: (context: { skip(reason: string): void }) => Promise<void>, timeout: number): unknown
  beforeAll(prepare: () => Promise<void>, timeout: number): unknown
  afterAll(release: () => Promise<void>, timeout: number): unknown
}

export interface ContractSuiteOptions
  extends Pick<RunOptions, 'only' | 'deviations' | 'seed' | 'concurrency' | 'retries'> {
  /** The level that the server has reached: `ops` unless said. */
  level?: Level
  /** Registers no check that needs one of these: for a second run whose first one has them. */
  without?: readonly Capability[]
}

const START = 60_000
const RUN = 300_000

/**
 * Registers every check as a test of its own. The suite runs once, many checks at a time; each test waits for its
 * result. What the target cannot be checked for is skipped with the reason; a declared deviation of which nothing fails
 * any more is a failure.
 */
export function contractSuite(
  { describe, it, beforeAll, afterAll }: TestFunctions,
  start: () => Promise<RunningTarget>,
  { level = 'ops', without = [], deviations = {}, ...options }: ContractSuiteOptions = {},
): void {
  const checks = allChecks.filter(({ needs }) => !needs.some((need) => without.includes(need)))
  const results = new Map(checks.map(({ id }) => [id, Promise.withResolvers<Result>()]))
  let run: Promise<Report> | undefined
  let running: RunningTarget | undefined
  describe('contract', () => {
    beforeAll(async () => {
      running = await start()
      const { target } = running
      const onResult = (result: Result) => results.get(result.id)?.resolve(result)
      run = runSuite(checks, { ...options, deviations, target, level, onResult })
      // Each test hears of it by itself.
      run.catch(() => undefined)
    }, START)
    afterAll(async () => {
      await run?.catch(() => undefined)
      await running?.stop()
    }, RUN)
    for (const { id, title } of checks) {
      it(
        `${id} ${title}`,
        async (context) => {
          const result = await Promise.race([results.get(id)?.promise, leftOut(id, run)])
          if (typeof result === 'string') context.skip(result)
          else if (result) settle(result, context)
          else throw new Error('The run ended before this check.')
        },
        RUN,
      )
    }
    if (Object.keys(deviations).length === 0) return
    it('declares no deviation that is none', async () => refuseStale(await run, deviations), RUN)
  })
}

/** What passes by now is to be declared no more. */
function refuseStale(report: Report | undefined, deviations: Deviations): void {
  const stale = report ? judgeRun(report, new Set(), deviations).staleDeviations : []
  if (stale.length > 0) throw new Error(`declared as deviations, but kept: ${stale.join(', ')}`)
}

/** Why the check was left out, once the run is over. */
async function leftOut(id: string, run: Promise<Report> | undefined): Promise<string | undefined> {
  const report = await run
  return report?.unselected.find((unselected) => unselected.id === id)?.reason
}

function settle(result: Result, context: { skip(reason: string): void }): void {
  const { outcome, reason, findings, title } = result
  if (outcome === 'passed') return
  if (outcome === 'deviation') {
    context.skip(`deviation: ${reason}`)
    return
  }
  const lines = findings.flatMap((finding) => ['', ...findingLines(finding, result)])
  const text = [`${outcome}: ${title}`, ...lines].join('\n')
  if (outcome === 'flaky') {
    console.warn(text)
    return
  }
  const error = new Error(text)
  // The stack would only show this file.
  error.stack = error.message
  throw error
}
