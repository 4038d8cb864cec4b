import path from 'node:path'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import { DatabaseSetupError } from '@backend-rosetta/database/errors'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import { startTarget } from '@backend-rosetta/test-support/target'
import type { App } from '../apps.ts'
import { build } from '../start/build.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

/**
 * Starts an app as in production for the contract suite: built, on a database and a gateway that go with it.
 * @param signal ends the build early
 * @param instances servers on one database
 * @throws TargetError when it cannot be built or started
 */
export async function launchApp(app: App, signal: AbortSignal, instances: 1 | 2 = 1): Promise<RunningTarget> {
  try {
    process.stderr.write(`Building ${app.name} …\n`)
    await build([app], signal)
    return await launch(app, instances)
  } catch (error) {
    if (error instanceof UserError || error instanceof DatabaseSetupError)
      throw new TargetError(error.message)
    throw error
  }
}

async function launch(app: App, instances: 1 | 2): Promise<RunningTarget> {
  const release = await provideTestServer()
  try {
    const { target, stop } = await startTarget({
      folder: path.join(workspaceRoot, app.folder),
      run: [app.entry],
      instances,
      migrations: app.migrations,
    })
    return { target, stop: () => stop().finally(() => release?.()) }
  } catch (error) {
    await release?.()
    throw error
  }
}
