import type { TestReport } from './test-report.ts'

/** Where more than this fails it was no bad moment of the machine. */
const mostFailures = 10

/** By folder of the workspace. */
type Reports = ReadonlyMap<string, TestReport>

export interface SecondRun {
  folders: string[]
  /** All files of these workspaces, where empty. */
  files: string[]
}

/** What to run once more, or `undefined` where nothing failed, or too much, or what never came to run. */
export function worthASecondRun(reports: Reports): SecondRun | undefined {
  const failing = [...reports].filter(([, { failed }]) => failed.length > 0)
  const failures = failing.flatMap(([, { failed }]) => failed)
  const hasRun = failing.every(([, report]) => report.passed > 0)
  if (failures.length === 0 || failures.length > mostFailures || !hasRun) return undefined
  const files = failures.map(({ file }) => file)
  const isKnown = files.every((file) => file !== undefined)
  return { folders: failing.map(([folder]) => folder), files: isKnown ? [...new Set(files)] : [] }
}

/** What failed is flaky where nothing fails the second time: another failure, or a skip, would say nothing. */
export function merged(first: Reports, second: Reports): Map<string, TestReport> {
  return new Map([...first].map(([folder, report]) => [folder, mergedReport(report, second.get(folder))]))
}

function mergedReport(first: TestReport, second: TestReport | undefined): TestReport {
  if (!second || second.failed.length > 0 || second.passed === 0) return first
  const skipped = new Set(second.skipped.map(({ name }) => name))
  const names = first.failed.map(({ name }) => name)
  if (names.some((name) => skipped.has(name))) return first
  return { ...first, passed: first.passed + names.length, failed: [], flaky: names }
}
