import { type AppLauncher, runCli } from '@backend-rosetta/contract-tests/cli'
import { usage } from '@backend-rosetta/contract-tests/cli/usage'
import { presentApps } from '../apps.ts'
import type { Command } from '../command.ts'
import { launchApp } from '../contract/launch-app.ts'

/** The suite's own command line, with the apps of this checkout as targets that can be named. */
export const contractCommand: Command = {
  help: async () => usage(presentApps().map(({ name }) => name)),
  async run(rawArgs) {
    const apps = Object.fromEntries(
      presentApps().map((app): [string, AppLauncher] => [app.name, (signal) => launchApp(app, signal)]),
    )
    process.exitCode = await runCli(rawArgs, apps)
  },
}
