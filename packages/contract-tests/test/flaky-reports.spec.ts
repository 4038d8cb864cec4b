import pc from 'picocolors'
import { expect, it } from 'vitest'
import { htmlReport } from '../src/reports/html.ts'
import { junitReport } from '../src/reports/junit.ts'
import { textReport } from '../src/reports/text.ts'
import type { Report } from '../src/run/result.ts'
import { judgeRun } from '../src/verdict.ts'
import { parseXml } from './xml.ts'

const report: Report = {
  target: 'tiny',
  level: 'core',
  seed: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  milliseconds: 5,
  complete: true,
  results: [
    {
      id: 'ACC-1.4',
      clause: 'ACC-1',
      title: 'a taken email is refused whatever its case',
      level: 'core',
      outcome: 'flaky',
      milliseconds: 5,
      findings: [{ clause: 'ACC-1', message: 'it was late' }],
      exchanges: [],
    },
  ],
  unselected: [],
}
const verdict = judgeRun(report, new Set(), {})

it('a flaky check is no failure', () => {
  expect(verdict).toMatchObject({ ok: true, unexpected: [] })
})

it('every report shows what went wrong at first', () => {
  const text = textReport(report, verdict, pc.createColors(false))
  expect(text).toMatch(/flaky ACC-1\.4 a taken email .*[\s\S]*wrong {4}it was late/)
  expect(htmlReport(report, verdict)).toMatch(/<li class="flaky">.*it was late/s)
  const root = parseXml(junitReport(report))
  expect(root.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0' })
  expect(root.children[0]?.children[0]?.children[0]).toMatchObject({
    name: 'flakyFailure',
    attributes: { message: 'it was late' },
  })
})
