import path from 'node:path'
import { type AppLauncher, runCli } from '@backend-rosetta/contract-tests/cli'
import { usage } from '@backend-rosetta/contract-tests/cli/usage'
import { type App, onRuntime, presentApps } from '../apps.ts'
import type { Command } from '../command.ts'
import { launchApp } from '../contract/launch-app.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

const runtimeUsage = `
Apps of this checkout
  --runtime <name>           where the app runs, if it knows several places: node, lambda, workers. What it declares as
                             deviations there is used unless --deviations says otherwise
`

/** The suite's own command line, with the apps of this checkout as targets that can be named. */
export const contractCommand: Command = {
  help: async () => usage(presentApps().map(({ name }) => name)) + runtimeUsage,
  async run(rawArgs) {
    const { runtime, rest } = takeRuntime(rawArgs)
    const app = namedApp(rest, runtime)
    const apps = presentApps().map((known) => (known.name === app?.name ? app : known))
    const launchers = apps.map((app): [string, AppLauncher] => [app.name, (signal) => launchApp(app, signal)])
    process.exitCode = await runCli([...rest, ...deviationsOf(app, rest)], Object.fromEntries(launchers))
  },
}

/** The suite has apps and knows nothing of where they run. */
function takeRuntime(rawArgs: readonly string[]): { runtime: string | undefined; rest: string[] } {
  const at = rawArgs.findIndex((argument) => /^--runtime(=|$)/.test(argument))
  if (at === -1) return { runtime: undefined, rest: [...rawArgs] }
  const inOne = rawArgs[at]?.split('=')[1]
  const runtime = inOne ?? rawArgs[at + 1]
  if (!runtime) throw new UserError('--runtime takes a name, such as node, lambda or workers.')
  return { runtime, rest: rawArgs.toSpliced(at, inOne === undefined ? 2 : 1) }
}

function namedApp(rest: readonly string[], runtime: string | undefined): App | undefined {
  const app = presentApps().find(({ name }) => rest.includes(name))
  if (app) return onRuntime(app, runtime)
  if (runtime === undefined) return undefined
  throw new UserError('--runtime is for an app of this checkout: contract hono-serverless --runtime workers')
}

function deviationsOf(app: App | undefined, rest: readonly string[]): string[] {
  if (app?.deviations === undefined || rest.some((argument) => argument.startsWith('--deviations'))) return []
  return ['--deviations', path.join(workspaceRoot, app.folder, app.deviations)]
}
