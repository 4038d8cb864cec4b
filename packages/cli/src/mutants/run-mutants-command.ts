import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import provideTestServer from '@backend-rosetta/database/vitest-setup'
import type { Bug } from '@backend-rosetta/mutation-tests/bug'
import { MutantsError } from '@backend-rosetta/mutation-tests/mutants-error'
import { progressLine, reportText } from '@backend-rosetta/mutation-tests/report'
import {
  type MutantsResult,
  mutantsResultSchema,
  resultOf,
  type Trial,
} from '@backend-rosetta/mutation-tests/result'
import { runMutants } from '@backend-rosetta/mutation-tests/run-mutants'
import { makeScratchFolder } from '@backend-rosetta/mutation-tests/scratch-folder'
import type { Subject } from '@backend-rosetta/mutation-tests/subject'
import type { App } from '../apps.ts'
import { interruption } from '../interruption.ts'
import { build } from '../start/build.ts'
import { UserError } from '../user-error.ts'
import { dataFolder } from '../workspace.ts'

export interface MutantsPlan {
  /** All that are listed, and those of them to try. */
  listed: readonly Bug[]
  bugs: readonly Bug[]
  subjects: readonly Subject[]
  /** Apps whose compiler needs the packages built. */
  toBuild: readonly App[]
  full: boolean
  jobs: number
  /** The most that the whole run may take. */
  minutes: number
  jsonFile: string | undefined
}

const secondsPerBug = { quick: 180, full: 900 }

/**
 * Tries the bugs and shows what came of it.
 * @returns the exit code: 0; 1 when one is left alive or was not tried; 130 when it was interrupted
 * @throws UserError or DatabaseSetupError
 */
export async function runMutantsCommand(plan: MutantsPlan): Promise<number> {
  const interrupted = interruption()
  const limit = AbortSignal.timeout(plan.minutes * 60_000)
  const signal = AbortSignal.any([interrupted, limit])
  const earlier = await earlierResult(plan.jsonFile)
  const trials: Trial[] = []
  try {
    await tryAll(plan, trials, signal)
  } catch (error) {
    if (!signal.aborted) throw error instanceof MutantsError ? new UserError(error.message) : error
  }
  if (plan.jsonFile !== undefined) {
    const mode = plan.full ? 'full' : 'quick'
    const result = resultOf(plan.listed, trials, { mode, earlier })
    await writeFile(plan.jsonFile, `${JSON.stringify(result, undefined, 2)}\n`)
  }
  if (interrupted.aborted) return 130
  process.stdout.write(`\n${reportText(trials)}`)
  const missing = plan.bugs.length - trials.length
  if (missing > 0) say(`${missing} bugs were not tried within ${plan.minutes} min: --minutes gives more.`)
  return missing === 0 && trials.every(({ outcome }) => outcome === 'killed') ? 0 : 1
}

async function tryAll(plan: MutantsPlan, trials: Trial[], signal: AbortSignal): Promise<void> {
  if (plan.toBuild.length > 0) await build(plan.toBuild, signal)
  await using stack = new AsyncDisposableStack()
  const release = await provideTestServer()
  stack.defer(async () => release?.())
  const scratch = await makeScratchFolder(path.join(dataFolder, 'mutants'))
  stack.defer(() => scratch.remove())
  await runMutants({
    ...plan,
    scratch: scratch.folder,
    secondsPerBug: plan.full ? secondsPerBug.full : secondsPerBug.quick,
    signal,
    say,
    onTrial(trial, done) {
      trials.push(trial)
      say(progressLine(trial, `${String(done).padStart(3)}/${plan.bugs.length}`))
    },
  })
}

/** What the file says already, so that the apps can be tried one after another. */
async function earlierResult(file: string | undefined): Promise<MutantsResult | undefined> {
  const text = file && (await readFile(file, 'utf8').catch(() => undefined))
  if (!text) return undefined
  const { data } = mutantsResultSchema.safeParse(parsed(text))
  if (data) return data
  throw new UserError(`${file} is there and holds something else: name another file with --json.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
