import path from 'node:path'
import type { Result } from '@backend-rosetta/contract-tests/run/result'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { Bug } from './bug.ts'
import { judge } from './judge.ts'
import { MutantsError } from './mutants-error.ts'
import { inPool } from './pool.ts'
import type { Trial } from './result.ts'
import type { Subject } from './subject.ts'
import { reasonOf, tryBug } from './try-bug.ts'

export interface MutantsOptions {
  bugs: readonly Bug[]
  /** The apps that the bugs are in, by name. */
  subjects: readonly Subject[]
  /** The whole suite for every bug, instead of the check that it names. */
  full: boolean
  /** How many apps run at the same time. */
  jobs: number
  /** Folder for the copies: exists, belongs to this run, and is thrown away by whoever made it. */
  scratch: string
  /** The most that one bug may take. */
  secondsPerBug: number
  signal: AbortSignal
  /** Told of every trial when it is over. */
  onTrial: (trial: Trial, done: number) => void
  say: (line: string) => void
}

/** What all trials of a run have in common. */
interface Run extends MutantsOptions {
  gatewayUrl: string
}

/**
 * Tries every bug: its app is copied, changed, started, and held to the suite. The apps as they are come first: a check
 * that fails without the bug proves nothing. The database server is the one of `@backend-rosetta/database/vitest-setup`.
 * @throws MutantsError when an app has no subject, or does not start as it is
 * @throws the reason of the signal when it is aborted; nothing is left running in any case
 */
export async function runMutants(options: MutantsOptions): Promise<Trial[]> {
  const subjects = subjectsOf(options)
  await using stack = new AsyncDisposableStack()
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  const run: Run = { ...options, gatewayUrl: gateway.url }
  options.say(`The apps as they are: ${subjects.map(({ name }) => name).join(', ')} …`)
  const baselines = new Map<string, ReadonlyMap<string, Result>>()
  await inPool(subjects, options.jobs, async (subject, slot) => {
    baselines.set(subject.name, await baselineOf(run, subject, slot))
  })
  const trials = new Map<string, Trial>()
  await inPool(options.bugs, options.jobs, async (bug, slot) => {
    const subject = subjects.find(({ name }) => name === bug.app)
    const baseline = baselines.get(bug.app)
    if (!subject || !baseline) throw new TypeError(`${bug.app} was not looked at`)
    const trial = await judge(bug, baseline, { ...whereIn(run, subject, slot), ...options })
    options.signal.throwIfAborted()
    trials.set(bug.id, trial)
    options.onTrial(trial, trials.size)
  })
  return options.bugs.flatMap(({ id }) => trials.get(id) ?? [])
}

function subjectsOf({ bugs, subjects }: MutantsOptions): Subject[] {
  const names = new Set(bugs.map(({ app }) => app))
  const known = new Set(subjects.map(({ name }) => name))
  const missing = [...names].find((name) => !known.has(name))
  if (missing === undefined) return subjects.filter(({ name }) => names.has(name))
  throw new MutantsError(`There are bugs of "${missing}", and no app of that name.`)
}

/** Several copies side by side, and the next bug of an app in the place of the last one. */
function whereIn({ scratch, gatewayUrl }: Run, subject: Subject, slot: number) {
  return { subject, folder: path.join(scratch, String(slot), subject.name), gatewayUrl }
}

/** What the suite says of an app without bugs. */
async function baselineOf(run: Run, subject: Subject, slot: number): Promise<ReadonlyMap<string, Result>> {
  const { bugs, full, signal } = run
  const needed = bugs.filter(({ app }) => app === subject.name).map(({ check }) => check)
  const only = full ? [] : [...new Set(needed)]
  try {
    const results = await tryBug({ ...whereIn(run, subject, slot), only, wanted: 'passed', signal })
    return new Map(results.map((result) => [result.id, result]))
  } catch (error) {
    signal.throwIfAborted()
    throw new MutantsError(`${subject.name} without any bug cannot be tried. ${reasonOf(error)}`)
  }
}
