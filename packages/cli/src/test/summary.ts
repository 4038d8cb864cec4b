import pc from 'picocolors'
import type { TestReport } from './test-report.ts'

/** The reports of all workspaces as text; its last line stands alone: `N passed, N failed, N skipped`. */
export function summarize(
  reports: ReadonlyMap<string, TestReport>,
  { listSkipped = true }: { listSkipped?: boolean } = {},
): string {
  const width = Math.max(...[...reports.keys()].map((name) => name.length))
  const lines = [...reports].flatMap(([name, report]) => [
    `${name.padEnd(width)}  ${counts(report)}`,
    ...report.failed.map(({ name: test }) => `  ${pc.red('failed')}   ${test}`),
    ...(report.flaky ?? []).map(
      (test) => `  ${pc.yellow('flaky')}    ${test}: failed once, passed by itself`,
    ),
    ...(listSkipped ? report.skipped : []).map(
      ({ name: test, reason }) => `  ${pc.yellow('skipped')}  ${test}: ${reason}`,
    ),
  ])
  return ['', ...lines, '', counts(total(reports.values()))].join('\n')
}

export function total(reports: Iterable<TestReport>): TestReport {
  const sum: TestReport = { passed: 0, failed: [], skipped: [] }
  for (const { passed, failed, skipped } of reports) {
    sum.passed += passed
    sum.failed.push(...failed)
    sum.skipped.push(...skipped)
  }
  return sum
}

function counts({ passed, failed, skipped }: TestReport): string {
  return `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`
}
