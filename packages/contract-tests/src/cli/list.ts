import type { Check } from '../check.ts'
import { clauseTitle, counted } from '../reports/words.ts'

/** The checks as a table, or as JSON. */
export function listChecks(checks: readonly Check[], json: boolean): string {
  const rows = checks.map(({ id, level, clause, title, needs }) => ({
    id,
    level,
    clause,
    clauseTitle: clauseTitle(clause),
    title,
    needs,
  }))
  if (json) return `${JSON.stringify(rows, null, 2)}\n`
  const width = (key: 'id' | 'level' | 'clauseTitle') =>
    Math.max(key.length, ...rows.map((row) => row[key].length)) + 2
  const columns = [width('id'), width('level'), width('clauseTitle')] as const
  const line = (id: string, level: string, clause: string, title: string) =>
    `${id.padEnd(columns[0])}${level.padEnd(columns[1])}${clause.padEnd(columns[2])}${title}`
  return [
    line('id', 'level', 'clause', 'check'),
    ...rows.map((row) => line(row.id, row.level, row.clauseTitle, row.title)),
    '',
    counted(rows.length, 'check'),
    '',
  ].join('\n')
}
