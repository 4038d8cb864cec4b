import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import type { RunningTarget } from '@backend-rosetta/contract-tests/cli'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import type { Result } from '@backend-rosetta/contract-tests/run/result'
import { runSuite } from '@backend-rosetta/contract-tests/run/run-suite'
import { startTarget } from '@backend-rosetta/test-support/target'
import type { Bug } from './bug.ts'
import { MutantsError } from './mutants-error.ts'
import { copyApp, plant } from './scratch.ts'
import type { Subject } from './subject.ts'

export interface Attempt {
  subject: Subject
  /** Nothing: the app as it is. */
  bug?: Bug
  /** The checks to run; all where there are none. */
  only: readonly string[]
  /** Which outcome is asked for: what has another one is run again, because races and busy machines have luck. */
  wanted: 'passed' | 'failed'
  /** Where the copy is made, emptied first. */
  folder: string
  /** The payment gateway. Checks disturb it for their own orders only. */
  gatewayUrl: string
  signal: AbortSignal
}

const attempts = 3

/** Few checks at the same time, beside those of other apps. */
const gentle = { concurrency: 3 }

/** Patient: several start at the same time, and the machine may be busy with other things. */
const startTimeout = 60_000

/**
 * Starts a copy of the app, with the bug in it, and runs the checks.
 * @throws MutantsError when the bug does not apply
 * @throws TargetError when the app does not build or start
 * @throws the reason of the signal when it is aborted; nothing is left running in any case
 */
export async function tryBug(attempt: Attempt): Promise<Result[]> {
  const { subject, bug, only, wanted, folder, signal } = attempt
  const copy = await copyApp(subject, folder)
  if (bug) await plant(bug, copy)
  await build(copy, signal)
  const { target, stop } = await start(copy, attempt)
  try {
    const full = only.length === 0
    // The database goes as a whole: there is nothing to tidy up.
    const run = (ids: readonly string[]) =>
      runSuite(allChecks, { target, level: 'ops', only: ids, keep: true, signal, ...(full ? {} : gentle) })
    const results = new Map<string, Result>()
    let open = only
    for (let time = 1; time <= attempts; time++) {
      const report = await run(open)
      signal.throwIfAborted()
      for (const result of report.results) results.set(result.id, result)
      open = report.results.filter(({ outcome }) => outcome !== wanted).map(({ id }) => id)
      if (open.length === 0 || full) break
    }
    return [...results.values()]
  } finally {
    await stop()
  }
}

function start(
  { folder, run, migrations = [] }: Subject,
  { gatewayUrl }: Pick<Attempt, 'gatewayUrl'>,
): Promise<RunningTarget> {
  return startTarget({
    folder,
    run,
    migrations: migrations.map((name) => path.join(folder, name)),
    // Beside the copy: what is compiled for one bug is there for the next, and gone with all of them.
    env: { NODE_COMPILE_CACHE: path.join(path.dirname(folder), 'compiled') },
    gatewayUrl,
    startTimeout,
  })
}

async function build({ folder, build, name }: Subject, signal: AbortSignal): Promise<void> {
  if (!build) return
  const child = spawn(process.execPath, build, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], signal })
  const ended = once(child, 'close')
  const [[code], ...output] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (code !== 0) throw new TargetError(`${name} does not build:\n${output.join('').trim()}`)
}

/** The one sentence of an error that says why a bug could not be tried. */
export function reasonOf(error: unknown): string {
  if (error instanceof MutantsError || error instanceof TargetError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
