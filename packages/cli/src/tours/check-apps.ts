import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type App, presentApps } from '../apps.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'
import { checkApp } from './check-app.ts'
import { formatProblem, type Problem } from './problem.ts'
import { fillTours, staleTours } from './table.ts'
import type { Tour } from './tour.ts'

/**
 * Checks the regions, the tour and the README of every app.
 * @throws UserError that lists every fault by file and line
 */
export function checkApps(): void {
  const apps = presentApps()
  const problems = apps.flatMap((app) => {
    const { tour, problems } = checkApp(workspaceRoot, app.folder)
    // Without a tour, every table would be wrong for the same reason.
    return problems.length > 0 ? problems : problemsOfReadme(app, tour)
  })
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'))
  process.stdout.write(`Regions, tours and tables are right: ${apps.map((app) => app.name).join(', ')}.\n`)
}

/**
 * Writes the generated tables of every app's README.
 * @throws UserError when a tour is not right: nothing is written for that app
 */
export function generateTables(): void {
  for (const app of presentApps()) {
    const { tour, problems } = checkApp(workspaceRoot, app.folder)
    if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'))
    const before = readFileSync(readmeFile(app), 'utf8')
    const after = fillTours(before, tour)
    if (after !== before) writeFileSync(readmeFile(app), after)
  }
}

function problemsOfReadme(app: App, tour: Tour): Problem[] {
  const file = `${app.folder}/README.md`
  if (!existsSync(readmeFile(app))) return [{ file, line: 1, message: 'is missing' }]
  return staleTours(readFileSync(readmeFile(app), 'utf8'), tour, file)
}

function readmeFile(app: App): string {
  return path.join(workspaceRoot, app.folder, 'README.md')
}
