import { existsSync } from 'node:fs'
import path from 'node:path'
import { didYouMean } from './nearest.ts'
import { UserError } from './user-error.ts'
import { workspaceRoot } from './workspace.ts'

/** One style of the API: a runnable server. */
export interface App {
  name: string
  /** Relative to the clone. */
  folder: string
  /** Where `start` puts it unless told otherwise. */
  port: number
  /** The name of its own database. */
  database: string
  /** What Node runs once it is built, relative to the folder. */
  entry: string
}

const apps: readonly App[] = [
  defineApp('express', 3001),
  defineApp('nestjs', 3002),
  defineApp('hono-serverless', 3003),
  defineApp('event-driven', 3004),
]

/** The apps that this checkout has. */
export function presentApps(): App[] {
  return apps.filter(isPresent)
}

/**
 * The named apps; all present ones when none is named.
 * @throws UserError for a name that is unknown or whose folder is missing.
 */
export function chooseApps(names: readonly string[]): App[] {
  return names.length === 0 ? presentApps() : [...new Set(names)].map(findApp)
}

function findApp(name: string): App {
  const app = apps.find((candidate) => candidate.name === name)
  const known = presentApps().map((candidate) => candidate.name)
  if (app && isPresent(app)) return app
  const problem = app ? `There is no ${app.folder} in this checkout.` : `There is no app "${name}".`
  throw new UserError(`${problem}${didYouMean(name, known)} The apps are: ${known.join(', ')}.`)
}

function isPresent(app: App): boolean {
  return existsSync(path.join(workspaceRoot, app.folder, 'package.json'))
}

function defineApp(name: string, port: number): App {
  const database = `rosetta_${name.replaceAll('-', '_')}`
  return { name, folder: `apps/${name}`, port, database, entry: 'dist/server.js' }
}
