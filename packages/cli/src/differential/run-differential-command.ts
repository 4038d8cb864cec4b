import { writeFile } from 'node:fs/promises'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import { DifferentialError } from '@backend-rosetta/differential-tests/differential-error'
import type { DifferentialOptions } from '@backend-rosetta/differential-tests/options'
import { describeResult } from '@backend-rosetta/differential-tests/report/describe'
import type { Server } from '@backend-rosetta/differential-tests/run/server'
import { runDifferential } from '@backend-rosetta/differential-tests/run-differential'
import type { App } from '../apps.ts'
import { interruption } from '../interruption.ts'
import { UserError } from '../user-error.ts'
import { launchApps } from './launch-apps.ts'

export interface DifferentialPlan extends Pick<DifferentialOptions, 'traces' | 'steps' | 'seed' | 'minutes'> {
  /** Of this checkout: they are started. */
  apps: readonly App[]
  /** Servers that run already. */
  running: readonly Server[]
  jsonFile: string | undefined
}

/**
 * Starts the apps, sends the traces and shows what came of it.
 * @returns the exit code: 0; 1 when there was a difference; 130 when it was interrupted
 * @throws UserError or DatabaseSetupError
 */
export async function runDifferentialCommand(plan: DifferentialPlan): Promise<number> {
  const { apps, running, jsonFile, ...options } = plan
  const signal = interruption()
  try {
    await using stack = new AsyncDisposableStack()
    const servers = [...(await launchApps(apps, stack, signal)), ...running]
    say(`Seed ${options.seed}: --seed ${options.seed} makes the same traces again.`)
    const result = await runDifferential({ ...options, servers, differences: mostDifferences, say, signal })
    process.stdout.write(`${describeResult(result)}\n`)
    if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(result, undefined, 2)}\n`)
    return result.differences.length > 0 ? 1 : 0
  } catch (error) {
    if (signal.aborted) return 130
    const isExpected = error instanceof DifferentialError || error instanceof TargetError
    throw isExpected ? new UserError(error.message) : error
  }
}

/** More than these is one bug too many to read about. */
const mostDifferences = 5

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
