import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { presentApps } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'
import { factsOf } from './facts.ts'
import { readResults } from './results.ts'
import { fillScorecard, scorecardTable } from './table.ts'

const readme = path.join(workspaceRoot, 'README.md')

/**
 * Writes the scorecard of the README from the results and the source.
 * @returns whether anything changed
 * @throws UserError when a result or the README is not what it has to be
 */
export function writeScorecard(file = readme): boolean {
  const { before, after } = readScorecard(file)
  if (after !== before) writeFileSync(file, after)
  return after !== before
}

/** @throws UserError when the scorecard of the README does not follow from the results and the source */
export function checkScorecard(file = readme): void {
  const { before, after } = readScorecard(file)
  if (after === before) return
  const line = firstDifference(before, after)
  throw new UserError(
    `${path.basename(file)}:${line} the scorecard no longer follows from the results and the source: run pnpm scorecard`,
  )
}

function readScorecard(file: string): { before: string; after: string } {
  const results = readResults()
  const facts = presentApps().map((app) => factsOf(app, results))
  const before = readFileSync(file, 'utf8')
  return { before, after: fillScorecard(before, scorecardTable(facts, results)) }
}

function firstDifference(before: string, after: string): number {
  const lines = after.split('\n')
  return before.split('\n').findIndex((line, index) => line !== lines[index]) + 1
}
