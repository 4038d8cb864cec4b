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
  /** Folders of migrations that it has of its own, after the shared ones. */
  migrations: readonly string[]
  /** Where it can run, by name; the first is where it runs unless told otherwise. Empty where there is one place only. */
  runtimes: Readonly<Record<string, Runtime>>
  /** A file with the declared deviations from the contract, relative to the folder. */
  deviations?: string
}

/** One of several places that an app can run in. */
type Runtime = Pick<App, 'entry' | 'deviations'>

const apps: readonly App[] = [
  defineApp('express', 3001),
  defineApp('nestjs', 3002),
  {
    ...defineApp('hono-serverless', 3003),
    runtimes: {
      node: { entry: 'dist/server.js' },
      lambda: { entry: 'emulators/lambda/main.ts', deviations: 'deviations/lambda.json' },
      workers: { entry: 'emulators/workers/main.ts', deviations: 'deviations/workers.json' },
    },
  },
  // The server and the worker in one process.
  { ...defineApp('event-driven', 3004), entry: 'dist/main.js', migrations: ownMigrations('event-driven') },
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

/**
 * The app as it runs in one of its places.
 * @throws UserError for a place that it does not have
 */
export function onRuntime(app: App, name: string | undefined): App {
  if (name === undefined) return app
  const known = Object.keys(app.runtimes)
  const runtime = Object.hasOwn(app.runtimes, name) ? app.runtimes[name] : undefined
  if (runtime) return { ...app, ...runtime }
  if (known.length === 0) throw new UserError(`${app.name} runs on Node only: leave --runtime out.`)
  throw new UserError(
    `${app.name} has no runtime "${name}".${didYouMean(name, known)} Its runtimes are: ${known.join(', ')}.`,
  )
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
  return {
    name,
    folder: `apps/${name}`,
    port,
    database,
    entry: 'dist/server.js',
    migrations: [],
    runtimes: {},
  }
}

function ownMigrations(name: string): string[] {
  return [path.join(workspaceRoot, 'apps', name, 'migrations')]
}
