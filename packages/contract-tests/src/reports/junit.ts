import type { Finding, Report, Result, Unselected } from '../run/result.ts'
import { curlOf } from './curl.ts'
import { escapeMarkup } from './escape.ts'
import { answerLines, clauseLine, sentLines } from './words.ts'

/** The report in the form that CI servers read: a test suite per clause. Blocked and error count as errors. */
export function junitReport(report: Report): string {
  const byClause = Map.groupBy(report.results, ({ clause }) => clause)
  const suites = [...byClause].map(([clause, results]) => suite(clause, results))
  const left = report.unselected.length > 0 ? [unselectedSuite(report.unselected)] : []
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeMarkup(`contract of ${report.target}`)}" ${counts(report.results)} time="${report.milliseconds / 1000}">`,
    ...suites,
    ...left,
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(clause: string, results: readonly Result[]): string {
  const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000
  return [
    `  <testsuite name="${clause}" ${counts(results)} skipped="${results.filter(isDeviation).length}" time="${time}">`,
    ...results.map(testCase),
    '  </testsuite>',
  ].join('\n')
}

function testCase(result: Result): string {
  const { id, clause, title, milliseconds, outcome } = result
  const open = `    <testcase classname="${clause}" name="${escapeMarkup(`${id} ${title}`)}" time="${milliseconds / 1000}"`
  if (outcome === 'passed') return `${open}/>`
  if (outcome === 'deviation') {
    return `${open}><skipped message="${escapeMarkup(`deviation: ${result.reason ?? ''}`)}"/></testcase>`
  }
  const element = elements[outcome]
  const message = escapeMarkup(result.findings[0]?.message ?? outcome)
  const text = escapeMarkup(result.findings.map((finding) => describe(finding, result)).join('\n\n'))
  return `${open}><${element} type="${outcome}" message="${message}">${text}</${element}></testcase>`
}

/** `flakyFailure` is what Surefire writes for a test that passed when it ran again. */
const elements = { flaky: 'flakyFailure', failed: 'failure', blocked: 'error', error: 'error' } as const

function describe(finding: Finding, { exchanges }: Result): string {
  const exchange = finding.exchange === undefined ? undefined : exchanges[finding.exchange]
  return [
    clauseLine(finding.clause),
    finding.message,
    ...(finding.expected === undefined ? [] : [`expected: ${finding.expected}`]),
    ...(finding.received === undefined ? [] : [`received: ${finding.received}`]),
    ...(exchange ? ['', ...sentLines(exchange), '', ...answerLines(exchange), '', curlOf(exchange)] : []),
  ].join('\n')
}

function unselectedSuite(unselected: readonly Unselected[]): string {
  const cases = unselected.map(
    ({ id, title, reason }) =>
      `    <testcase classname="not selected" name="${escapeMarkup(`${id} ${title}`)}" time="0"><skipped message="${escapeMarkup(reason)}"/></testcase>`,
  )
  const total = unselected.length
  return [
    `  <testsuite name="not selected" tests="${total}" failures="0" errors="0" skipped="${total}" time="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n')
}

function counts(results: readonly Result[]): string {
  const failures = results.filter(({ outcome }) => outcome === 'failed').length
  const errors = results.filter(({ outcome }) => outcome === 'blocked' || outcome === 'error').length
  return `tests="${results.length}" failures="${failures}" errors="${errors}"`
}

function isDeviation({ outcome }: Result): boolean {
  return outcome === 'deviation'
}
