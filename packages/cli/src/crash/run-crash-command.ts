import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CrashError } from '@backend-rosetta/crash-tests/crash-error'
import type { CrashOptions } from '@backend-rosetta/crash-tests/options'
import { breachesOf, formatResult } from '@backend-rosetta/crash-tests/report/report'
import { runCrash } from '@backend-rosetta/crash-tests/run-crash'
import type { App } from '../apps.ts'
import { interruption } from '../interruption.ts'
import { build } from '../start/build.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'

export interface CrashPlan extends Omit<CrashOptions, 'apps' | 'say' | 'signal'> {
  apps: readonly App[]
  jsonFile: string | undefined
}

/**
 * Builds the apps, breaks what is around them and shows what came of it.
 * @returns the exit code: 0; 1 when something broke that must not, or the time was not enough; 130 when interrupted
 * @throws UserError or DatabaseSetupError
 */
export async function runCrashCommand({ apps, jsonFile, ...plan }: CrashPlan): Promise<number> {
  const signal = interruption()
  try {
    say(`Building ${apps.map(({ name }) => name).join(', ')} …`)
    await build(apps, signal)
    const built = apps.map(({ name, folder, entry, migrations }) => ({
      name,
      folder: path.join(workspaceRoot, folder),
      entry,
      migrations,
    }))
    const result = await runCrash({ ...plan, apps: built, say, signal })
    process.stdout.write(`\n${formatResult(result)}\n`)
    if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(result, undefined, 2)}\n`)
    return breachesOf(result.apps) > 0 || !result.isComplete ? 1 : 0
  } catch (error) {
    if (signal.aborted) return 130
    throw error instanceof CrashError ? new UserError(error.message) : error
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
