import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What the tests of one workspace came to. */
export interface TestReport {
  passed: number
  failed: Failure[]
  skipped: { name: string; reason: string }[]
  /** Failed once, and passed when run again by themselves. */
  flaky?: string[]
}

/** A test, or a file or run that broke outside of a test. */
export interface Failure {
  name: string
  /** Relative to the workspace; nothing where no file is to blame. */
  file?: string
}

/** Where the reporter leaves it, inside the workspace. turbo keeps it with the results that it replays. */
export const reportFile = path.join('.reports', 'tests.json')

/** The report of a workspace's last run, or `undefined` if it came to none. */
export function readTestReport(folder: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, reportFile), 'utf8'))
  } catch {
    return undefined
  }
}
