import { describe, expect, it } from 'vitest'
import { merged, worthASecondRun } from './second-run.ts'
import { summarize } from './summary.ts'
import type { Failure, TestReport } from './test-report.ts'

const late: Failure = { name: 'is in time', file: 'test/time.spec.ts' }
const report = (failed: Failure[] = [], passed = 5): TestReport => ({ passed, failed, skipped: [] })
const first = new Map([
  ['apps/a', report([late, { name: 'ends in time', file: 'test/time.spec.ts' }])],
  ['apps/b', report()],
  ['packages/c', report([{ name: 'stops', file: 'src/stop.spec.ts' }])],
])

describe('what runs a second time', () => {
  it('is each file with a failure, once, in the workspaces that have one', () => {
    expect(worthASecondRun(first)).toEqual({
      folders: ['apps/a', 'packages/c'],
      files: ['test/time.spec.ts', 'src/stop.spec.ts'],
    })
  })

  it('is everything of the workspaces, where a failure belongs to no file', () => {
    const reports = new Map([['apps/a', report([late, { name: 'outside of a test: reset' }])]])
    expect(worthASecondRun(reports)).toEqual({ folders: ['apps/a'], files: [] })
  })

  it.each([
    ['nothing failed', report()],
    ['eleven failed', report(Array.from({ length: 11 }, (_, index) => ({ ...late, name: `${index}` })))],
    ['nothing came to run', report([{ name: 'its tests did not run' }], 0)],
  ])('is nothing where %s', (_, only) => {
    expect(worthASecondRun(new Map([['apps/a', only]]))).toBeUndefined()
  })
})

describe('two runs together', () => {
  it('have flaky tests where the second one passes', () => {
    const both = merged(new Map([['apps/a', report([late])]]), new Map([['apps/a', report()]]))
    expect(both.get('apps/a')).toEqual({ ...report([], 6), flaky: ['is in time'] })
    expect(summarize(both)).toContain('flaky    is in time: failed once')
    expect(summarize(both).split('\n').at(-1)).toBe('6 passed, 0 failed, 0 skipped')
  })

  it.each([
    ['fails again', report([late])],
    ['fails otherwise', report([{ name: 'the database is gone', file: 'test/time.spec.ts' }])],
    ['skips the test', { ...report(), skipped: [{ name: 'is in time', reason: 'no time' }] }],
    ['runs nothing', report([], 0)],
    ['does not come to an end', undefined],
  ])('have the failures of the first one where the second one %s', (_, second) => {
    const again = new Map(second && [['apps/a', second]])
    expect(merged(new Map([['apps/a', report([late])]]), again).get('apps/a')).toEqual(report([late]))
  })
})
