import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { summarize } from '../src/test/summary.ts'
import { readTestReport, type TestReport } from '../src/test/test-report.ts'

const fixture = path.join(import.meta.dirname, 'fixtures/summary')
const reporter = path.join(import.meta.dirname, '../src/test/reporter.ts')
const vitest = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)

let report: TestReport

beforeAll(async () => {
  rmSync(path.join(fixture, '.reports'), { recursive: true, force: true })
  await runVitest()
  report = readTestReport(fixture) ?? { passed: -1, failed: [], skipped: [] }
}, 60_000)

describe('the summary reporter', () => {
  it('counts what passed', () => {
    expect(report.passed).toBe(1)
  })

  it('names failed tests, files that cannot be loaded and hooks that throw', () => {
    const failed = report.failed.toSorted((a, b) => a.name.localeCompare(b.name))
    expect(failed).toEqual([
      { name: 'broken hook: no database', file: 'broken-hook.fixture.ts' },
      { name: 'broken-file.fixture.ts: cannot be loaded', file: 'broken-file.fixture.ts' },
      { name: 'outcomes > fails', file: 'outcomes.fixture.ts' },
    ])
  })

  it('gives the reason of each skip', () => {
    expect(report.skipped).toEqual(
      expect.arrayContaining([
        { name: 'outcomes > is skipped with a reason', reason: 'there is no metrics endpoint' },
        { name: 'outcomes > is skipped without one', reason: 'no reason given' },
        { name: 'broken hook > never runs', reason: 'its set-up failed' },
      ]),
    )
  })
})

describe('the summary', () => {
  it('ends with a line of its own that adds everything up', () => {
    const other: TestReport = { passed: 41, failed: [], skipped: [] }
    const text = summarize(
      new Map([
        ['apps/x', report],
        ['packages/y', other],
      ]),
    )
    expect(text.split('\n').at(-1)).toBe(`42 passed, 3 failed, ${report.skipped.length} skipped`)
  })
})

/** It fails, as it should. */
function runVitest(): Promise<void> {
  return new Promise((resolve) => {
    execFile(process.execPath, [vitest, 'run', `--reporter=${reporter}`], { cwd: fixture }, () => resolve())
  })
}
