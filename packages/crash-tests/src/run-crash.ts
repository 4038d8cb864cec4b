import { describeMachine, readVersions } from '@backend-rosetta/bench/machine'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import { randomFrom, shuffled } from '@backend-rosetta/contract-tests/run/random'
import { CrashError } from './crash-error.ts'
import { type FaultName, faults } from './faults/faults.ts'
import { openShop } from './load/shop.ts'
import type { CrashOptions } from './options.ts'
import { overload } from './overload/overload.ts'
import { formatRound } from './report/report.ts'
import type { AppCrashes, CrashResult, FaultSummary } from './result.ts'
import { type Round, runRound } from './run-round.ts'
import { startCrashingPostgres } from './stage/postgres.ts'
import { type Stage, setStage } from './stage/stage.ts'

const customers = 8

/**
 * Breaks things around every app in turn, and looks after each time whether all is right.
 * @throws CrashError when an app does not start or does not work without a fault
 * @throws the reason of the signal when it is aborted; nothing is left running in any case
 */
export async function runCrash(options: CrashOptions): Promise<CrashResult> {
  const { apps, seed, minutes, say } = options
  const startedAt = new Date()
  const machine = describeMachine()
  const deadline = AbortSignal.timeout(minutes * 60_000)
  await using stack = new AsyncDisposableStack()
  const postgres = await startCrashingPostgres()
  stack.defer(() => postgres.stop())
  const versions = await readVersions(postgres.serverUrl(), import.meta.dirname)
  const results: AppCrashes[] = []
  for (const app of apps) {
    if (deadline.aborted) break
    say(`${app.name}:`)
    await using appStack = new AsyncDisposableStack()
    const stage = await setStage(app, postgres, appStack).catch(asCrashError)
    results.push(await crashApp(stage, options, deadline))
  }
  return {
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
    seed,
    isComplete: !deadline.aborted,
    machine,
    versions,
    apps: results,
  }
}

async function crashApp(stage: Stage, options: CrashOptions, deadline: AbortSignal): Promise<AppCrashes> {
  const { overloadSeconds: seconds, signal, say } = options
  const shop = await openShop(stage.server().baseUrl, customers)
  const done: Round[] = []
  for (const round of plan(options)) {
    signal.throwIfAborted()
    if (deadline.aborted) break
    const result = await untilAborted(signal, runRound(stage, shop, { ...round, signal }))
    done.push(result)
    say(formatRound(result))
  }
  const flood =
    seconds > 0 && !deadline.aborted ? await overload(stage, shop, { seconds, signal, say }) : undefined
  return {
    name: stage.app.name,
    faults: summarize(options, done),
    breaches: done.filter(({ breaches }) => breaches.length > 0),
    ...(flood && { overload: flood }),
  }
}

/** Every fault as often as asked for, in an order that follows from the seed. */
function plan({
  faults: chosen,
  kills,
  rounds,
  seed,
}: CrashOptions): Array<{ fault: FaultName; seed: number }> {
  const random = randomFrom(seed)
  const all = chosen
    .filter((name) => faults[name].skipped === undefined)
    .flatMap((name) => Array.from({ length: name === 'kill' ? kills : rounds }, () => name))
  return shuffled(all, random).map((fault) => ({ fault, seed: Math.floor(random() * 2 ** 31) }))
}

function summarize({ faults: chosen }: CrashOptions, done: readonly Round[]): FaultSummary[] {
  return chosen.map((fault) => {
    const rounds = done.filter((round) => round.fault === fault)
    const { skipped } = faults[fault]
    return {
      fault,
      rounds: rounds.length,
      placed: rounds.reduce((sum, { placed }) => sum + placed, 0),
      ...(rounds.length > 0 && { slowestSettling: Math.max(...rounds.map((round) => round.settledAfter)) }),
      breaches: rounds.reduce((sum, { breaches }) => sum + breaches.length, 0),
      ...(skipped !== undefined && { skipped }),
    }
  })
}

/** The shoppers of an interrupted round find closed doors; nobody waits for them. */
async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function asCrashError(error: unknown): never {
  throw error instanceof TargetError ? new CrashError(error.message) : error
}
