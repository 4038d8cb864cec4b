import { levels } from '@backend-rosetta/contract/levels'
import type { Colors } from 'picocolors/types.js'
import { countOf, outcomes, type Report, type Result } from '../run/result.ts'
import type { Verdict } from '../verdict.ts'
import { findingLines } from './finding.ts'
import { clauseTitle, counted } from './words.ts'

/** The report for a terminal. */
export function textReport(report: Report, verdict: Verdict, colors: Colors): string {
  return [
    ...details(verdict.unexpected, colors),
    ...flaky(report.results, colors),
    ...oneLiners('known not to pass', verdict.known),
    ...oneLiners(
      'deviation',
      report.results.filter(({ outcome }) => outcome === 'deviation'),
    ),
    ...verdict.fixed.map(({ id }) => `${id} passes now: take it out of the baseline (--update-baseline).`),
    ...verdict.staleDeviations.map(
      (name) => `${name} is declared as a deviation and passes now: take it out.`,
    ),
    ...unselectedLines(report),
    ...brokenClauses(verdict),
    ...summary(report),
    conclusion(report, verdict, colors),
    '',
  ].join('\n')
}

/** What many checks share is shown once: a header that is missing everywhere is one fault. */
const SHARED_BY = 3

function details(results: readonly Result[], colors: Colors): string[] {
  const groups = [...Map.groupBy(results, sharedFault).entries()]
  return groups.flatMap(([fault, group]) => {
    if (fault !== undefined && group.length >= SHARED_BY) return sharedBlock(group, colors)
    return group.flatMap((result) => block(result, colors))
  })
}

/** A name for what is wrong, where other checks can suffer from the same: a general clause, or what blocks them. */
function sharedFault({ outcome, clause, findings }: Result): string | undefined {
  const [finding] = findings
  const isGeneral = outcome === 'failed' && findings.length === 1 && finding?.clause !== clause
  if (isGeneral) return `${finding?.clause} ${finding?.message}`
  return outcome === 'blocked' ? `${finding?.message} ${finding?.received}` : undefined
}

/** They count as kept, but whoever looks for the reason has it. */
function flaky(results: readonly Result[], colors: Colors): string[] {
  const found = results.filter(({ outcome }) => outcome === 'flaky')
  return found.flatMap((result) => block(result, colors))
}

function block(result: Result, colors: Colors): string[] {
  const { id, title, outcome } = result
  return [
    `${(outcome === 'flaky' ? colors.yellow : colors.red)(outcome)} ${colors.bold(id)} ${title}`,
    ...result.findings.flatMap((finding) => findingLines(finding, result)),
    '',
  ]
}

function sharedBlock(group: readonly Result[], colors: Colors): string[] {
  const [first] = group
  const [finding] = first?.findings ?? []
  if (!first || !finding) return []
  const ids = group.map(({ id }) => id)
  return [
    first.outcome === 'blocked'
      ? `${colors.red('blocked')} ${ids.length} checks: ${ids.join(', ')}`
      : `${colors.red('failed')} ${colors.bold(finding.clause)} ${finding.message}, seen in ${ids.length} checks: ${ids.join(', ')}`,
    ...findingLines(finding, first),
    '',
  ]
}

function oneLiners(label: string, results: readonly Result[]): string[] {
  const lines = results.map(
    ({ id, title, reason }) => `${label}: ${id} ${title}${reason ? ` (${reason})` : ''}`,
  )
  return lines.length > 0 ? [...lines, ''] : []
}

function unselectedLines({ unselected }: Report): string[] {
  const byReason = Map.groupBy(unselected, ({ reason }) => reason)
  const lines = [...byReason].map(([reason, checks]) => {
    const ids = checks.map(({ id }) => id)
    const shown = ids.length > 12 ? `${ids.slice(0, 12).join(', ')} …` : ids.join(', ')
    return `not selected, ${reason}: ${ids.length} (${shown})`
  })
  return lines.length > 0 ? [...lines, ''] : []
}

function brokenClauses({ unexpected }: Verdict): string[] {
  const broken = Map.groupBy(
    unexpected.flatMap(({ id, findings }) => findings.map(({ clause }) => ({ id, clause }))),
    ({ clause }) => clause,
  )
  if (broken.size === 0) return []
  const lines = [...broken].map(([clause, found]) => {
    const ids = new Set(found.map(({ id }) => id))
    return `  ${clause.padEnd(9)}${clauseTitle(clause)}: ${counted(ids.size, 'check')}`
  })
  return ['Clauses that are not kept, or could not be checked:', ...lines, '']
}

function summary({ results }: Report): string[] {
  const used = outcomes.filter(
    (outcome) => outcome === 'passed' || outcome === 'failed' || countOf(results, outcome) > 0,
  )
  const row = (name: string, of: readonly Result[]) =>
    `${name.padEnd(10)}${used.map((outcome) => String(countOf(of, outcome)).padStart(11)).join('')}`
  const perLevel = levels.flatMap((level) => {
    const of = results.filter((result) => result.level === level)
    return of.length > 0 ? [row(level, of)] : []
  })
  return [
    `${'level'.padEnd(10)}${used.map((outcome) => outcome.padStart(11)).join('')}`,
    ...perLevel,
    row('all', results),
    '',
  ]
}

function conclusion(
  { target, results, milliseconds, seed, complete }: Report,
  { ok }: Verdict,
  colors: Colors,
): string {
  const seconds = (milliseconds / 1000).toFixed(1)
  const facts = `${counted(results.length, 'check')} against ${target} in ${seconds} s, seed ${seed}`
  if (!complete) return colors.red(`Not finished: ${facts}.`)
  return ok ? colors.green(`Kept: ${facts}.`) : colors.red(`Not kept: ${facts}.`)
}
