import { countOf, outcomes, type Report } from '../run/result.ts'
import type { Verdict } from '../verdict.ts'
import { curlOf } from './curl.ts'

/** The report for programs. `format` grows when a property changes its meaning or goes away. */
export function jsonReport(report: Report, verdict: Verdict): string {
  const ids = (results: Verdict['known']) => results.map(({ id }) => id)
  const document = {
    format: 1,
    ok: verdict.ok,
    ...report,
    summary: Object.fromEntries(outcomes.map((outcome) => [outcome, countOf(report.results, outcome)])),
    unexpected: ids(verdict.unexpected),
    known: ids(verdict.known),
    fixed: ids(verdict.fixed),
    staleDeviations: verdict.staleDeviations,
    results: report.results.map((result) => ({
      ...result,
      exchanges: result.exchanges.map((exchange) => ({ ...exchange, curl: curlOf(exchange) })),
    })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
