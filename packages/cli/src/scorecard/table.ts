import { UserError } from '../user-error.ts'
import type { Facts } from './facts.ts'
import type { Results } from './results.ts'
import { rows } from './rows.ts'

const generatedBlock = /(<!-- generated:scorecard -->\n)[\s\S]*?(<!-- \/generated -->)/

/**
 * Fills `<!-- generated:scorecard -->` … `<!-- /generated -->` of a README.
 * @throws UserError when it has no such place
 */
export function fillScorecard(readme: string, table: string): string {
  if (!generatedBlock.test(readme)) {
    throw new UserError(
      'README.md has no place for the scorecard: it goes between <!-- generated:scorecard --> and <!-- /generated -->.',
    )
  }
  return readme.replace(generatedBlock, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`)
}

/** The scorecard in Markdown: a row for each measure, a column for each app, and when it was measured. */
export function scorecardTable(facts: readonly Facts[], results: Results): string {
  const lines = rows.map(({ name, cell }) => [name, ...facts.map((app) => cell(app) ?? 'not measured')])
  const header = ['', ...facts.map(({ name }) => `[${name}](apps/${name})`)]
  const table = [rowOf(header), `|${'---|'.repeat(header.length)}`, ...lines.map(rowOf)]
  return [table.join('\n'), ...originLines(results)].join('\n\n')
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function originLines({ bench, crash }: Results): string[] {
  const parts = [
    ...(bench
      ? [`Speed: ${dayOf(bench.startedAt)}, ${bench.machine.cpu}, ${bench.machine.cores} cores.`]
      : []),
    ...(crash ? [`Crash runs: ${dayOf(crash.startedAt)}, seed ${crash.seed}.`] : []),
  ]
  return parts.length > 0 ? [parts.join(' ')] : []
}

function dayOf(startedAt: string): string {
  return startedAt.slice(0, 10)
}
