import { levels } from '@backend-rosetta/contract/levels'
import { countOf, type Finding, outcomes, type Report, type Result } from '../run/result.ts'
import type { Verdict } from '../verdict.ts'
import { curlOf, tokenHint } from './curl.ts'
import { escapeMarkup } from './escape.ts'
import { answerLines, clauseLine, clauseTitle, counted, sentLines } from './words.ts'

/** The report as one HTML page without scripts or outside resources. */
export function htmlReport(report: Report, verdict: Verdict): string {
  const heading = `${verdict.ok ? 'Kept' : 'Not kept'}: the contract by ${report.target}`
  const byClause = Map.groupBy(report.results, ({ clause }) => clause)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(heading)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeMarkup(heading)}</h1>
<p>${counted(report.results.length, 'check')} up to level ${report.level} in ${(report.milliseconds / 1000).toFixed(1)} s on ${report.startedAt}, seed ${report.seed}.</p>
${summaryTable(report.results)}
${notes(verdict)}
${[...byClause].map(([clause, results]) => clauseSection(clause, results)).join('\n')}
${unselectedSection(report)}
</body>
</html>
`
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .2rem .8rem; text-align: right } th:first-child { text-align: left }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem } ul { list-style: none; margin: 0; padding: 0 } li { margin: .2rem 0 }
summary { cursor: pointer } pre { overflow: auto; padding: .6rem; border: 1px solid #8886; white-space: pre-wrap; word-break: break-word }
.outcome { display: inline-block; min-width: 5.5rem; font-weight: 600 } dt { font-weight: 600; margin-top: .6rem } dd { margin: 0 }
.passed .outcome { color: #2a7f3f } .failed .outcome, .error .outcome { color: #c4352b } .flaky .outcome, .blocked .outcome, .deviation .outcome { color: #b06f00 }
`

function summaryTable(results: readonly Result[]): string {
  const row = (name: string, of: readonly Result[]) =>
    `<tr><th scope="row">${name}</th>${outcomes.map((outcome) => `<td>${countOf(of, outcome)}</td>`).join('')}</tr>`
  const rows = levels.map((level) =>
    row(
      level,
      results.filter((result) => result.level === level),
    ),
  )
  const heads = ['level', ...outcomes].map((name) => `<th scope="col">${name}</th>`).join('')
  return `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}${row('all', results)}</tbody></table>`
}

function notes({ known, fixed, staleDeviations }: Verdict): string {
  const lines = [
    ...known.map(({ id }) => `${id} is known not to pass.`),
    ...fixed.map(({ id }) => `${id} passes now: take it out of the baseline.`),
    ...staleDeviations.map((name) => `${name} is declared as a deviation and passes now: take it out.`),
  ]
  return lines.length > 0 ? `<ul>${lines.map((line) => `<li>${escapeMarkup(line)}</li>`).join('')}</ul>` : ''
}

function clauseSection(clause: string, results: readonly Result[]): string {
  return `<section><h2>${escapeMarkup(`${clause} ${clauseTitle(clause)}`)}</h2><ul>${results.map(item).join('')}</ul></section>`
}

function item(result: Result): string {
  const { id, title, outcome, reason, findings } = result
  const line = `<span class="outcome">${outcome}</span> ${id} ${escapeMarkup(title)}${reason ? `: ${escapeMarkup(reason)}` : ''}`
  if (findings.length === 0) return `<li class="${outcome}">${line}</li>`
  const parts = findings.map((finding) => findingList(finding, result)).join('')
  return `<li class="${outcome}"><details><summary>${line}</summary>${parts}</details></li>`
}

function findingList(finding: Finding, { exchanges }: Result): string {
  const exchange = finding.exchange === undefined ? undefined : exchanges[finding.exchange]
  const repeat = exchange && [tokenHint(exchange) ?? [], curlOf(exchange)].flat().join('\n')
  const entries: Array<[string, string | undefined]> = [
    ['Clause', clauseLine(finding.clause, 1000)],
    ['Wrong', finding.message],
    ['Expected', finding.expected],
    ['Received', finding.received],
    ['Sent', exchange && sentLines(exchange).join('\n')],
    ['Answer', exchange && answerLines(exchange).join('\n')],
    ['Repeat', repeat],
  ]
  const known = entries.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
  return `<dl>${known.map(([name, text]) => `<dt>${name}</dt><dd><pre>${escapeMarkup(text)}</pre></dd>`).join('')}</dl>`
}

function unselectedSection({ unselected }: Report): string {
  if (unselected.length === 0) return ''
  const items = unselected.map(
    ({ id, title, reason }) => `<li>${id} ${escapeMarkup(`${title}: ${reason}`)}</li>`,
  )
  return `<section><h2>Not selected</h2><ul>${items.join('')}</ul></section>`
}
