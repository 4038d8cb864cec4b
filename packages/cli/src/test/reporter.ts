import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node'
import { reportFile, type TestReport } from './test-report.ts'

/** A reporter for vitest that keeps what `npm test` sums up, with the reasons that the JSON reporter leaves out. */
export default class SummaryReporter implements Reporter {
  #root = process.cwd()

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: TestReport = {
      passed: 0,
      failed: unhandled.map((error) => ({ name: `outside of a test: ${error.message}` })),
      skipped: [],
    }
    for (const module of modules) add(report, module)
    const file = path.join(this.#root, reportFile)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(report))
  }
}

function add(report: TestReport, module: TestModule): void {
  const file = module.relativeModuleId
  for (const test of module.children.allTests()) {
    const result = test.result()
    if (result.state === 'passed') report.passed++
    else if (result.state === 'failed') report.failed.push({ name: test.fullName, file })
    else report.skipped.push({ name: test.fullName, reason: reasonOf(test) })
  }
  // A file that cannot be loaded, a beforeAll that throws.
  const suites = [module, ...module.children.allSuites()]
  for (const suite of suites) {
    for (const error of suite.errors()) {
      const name = suite.type === 'module' ? file : suite.fullName
      report.failed.push({ name: `${name}: ${error.message.split('\n')[0]}`, file })
    }
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  if (result.state === 'skipped' && result.note) return result.note
  return hasBrokenSuite(test) ? 'its set-up failed' : 'no reason given'
}

function hasBrokenSuite({ parent }: TestCase | TestSuite): boolean {
  return parent.errors().length > 0 || (parent.type === 'suite' && hasBrokenSuite(parent))
}
