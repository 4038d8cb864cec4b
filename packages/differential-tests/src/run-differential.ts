import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import type { DifferentialOptions } from './options.ts'
import { curlLine } from './report/curl.ts'
import { describeDifference } from './report/describe.ts'
import type { DifferentialResult, FoundDifference } from './result.ts'
import { compareJournals, type Difference } from './run/compare.ts'
import { runTrace } from './run/run-trace.ts'
import { type OpenServer, openServer } from './run/server.ts'
import { Tally } from './tally.ts'
import { traces as tracesOf } from './trace/arbitrary/traces.ts'
import type { Trace } from './trace/intent.ts'

/** Traces between two looks at the clock. */
const slice = 10
/** The shrinker gets so long for each difference, in milliseconds. */
const shrinkTime = 45_000

/**
 * Sends the same traces to all servers and compares what they answer with each other and with the model.
 * @throws DifferentialError when a server cannot be used
 * @throws the reason of the signal when it is aborted
 */
export async function runDifferential(options: DifferentialOptions): Promise<DifferentialResult> {
  const { traces, steps, seed, minutes, say, signal } = options
  const startedAt = new Date()
  const deadline = Date.now() + minutes * 60_000
  const servers = options.servers.map((server) => openServer(server, signal))
  const tally = new Tally()
  const differences: FoundDifference[] = []
  const result = (isPartial: boolean): DifferentialResult => ({
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
    seed,
    steps,
    servers: servers.map(({ name }) => name),
    ...tally.counts(),
    isPartial,
    differences,
  })

  while (tally.traces < traces && differences.length < options.differences) {
    if (Date.now() > deadline) return result(true)
    const numRuns = Math.min(slice, traces - tally.traces)
    const part = { seed: seed + tally.traces, numRuns, steps, signal }
    const found = await runSlice(servers, part, tally)
    if (found && !differences.some((known) => isSame(known, found))) {
      differences.push(found)
      say(describeDifference(found))
    }
    say(`${tally.traces} of ${traces} traces, ${tally.requests} requests, ${differences.length} differences`)
  }
  return result(tally.traces < traces)
}

/** The same operation went wrong in the same way, with other ids and times. */
function isSame(a: FoundDifference, b: FoundDifference): boolean {
  const plain = ({ what }: FoundDifference) => what.replaceAll(/[0-9a-f-]{8,}|\d+/g, '#')
  return a.operation === b.operation && plain(a) === plain(b)
}

interface Slice {
  seed: number
  numRuns: number
  steps: number
  signal: AbortSignal
}

/** A few traces; the first one that differs is made shorter as far as it goes. */
async function runSlice(
  servers: readonly OpenServer[],
  { seed, numRuns, steps, signal }: Slice,
  tally: Tally,
): Promise<FoundDifference | undefined> {
  let last: Difference | undefined
  let shrinkUntil = Number.POSITIVE_INFINITY
  let failure: { reason: unknown } | undefined
  const agree = async (trace: Trace) => {
    if (failure || Date.now() > shrinkUntil) return true
    try {
      const counting = last ? undefined : tally
      const found = await differenceIn(involved(servers, last), trace, { signal, tally: counting })
      if (!found) return true
      shrinkUntil = Math.min(shrinkUntil, Date.now() + shrinkTime)
      last = found
      return false
    } catch (reason) {
      // To fast-check a thrown error is one more thing to shrink: the run ends with it instead.
      failure = { reason }
      return true
    }
  }
  const { counterexamplePath } = await fc.check(fc.asyncProperty(tracesOf(steps), agree), { seed, numRuns })
  if (failure) throw failure.reason
  return last && toFound(last, { seed, path: counterexamplePath ?? '' })
}

/** Once there is a difference, the others are only in the way. */
function involved(servers: readonly OpenServer[], difference: Difference | undefined): readonly OpenServer[] {
  const names = difference?.servers.map(({ server }) => server)
  return names ? servers.filter(({ name }) => names.includes(name)) : servers
}

async function differenceIn(
  servers: readonly OpenServer[],
  trace: Trace,
  { signal, tally }: { signal: AbortSignal; tally: Tally | undefined },
): Promise<Difference | undefined> {
  const tag = String(randomInt(1e11, 1e12 - 1))
  const journals = await Promise.all(servers.map((server) => runTrace(trace, server, { tag, signal })))
  tally?.count(trace, journals)
  return compareJournals(journals)
}

function toFound(
  { key, operation, what, servers }: Difference,
  at: Pick<FoundDifference, 'seed' | 'path'>,
): FoundDifference {
  const curl = servers.map(({ server, entries }) => {
    const end = entries.findIndex((entry) => entry.key === key)
    const shown = end === -1 ? entries : entries.slice(0, end + 1)
    return [server, shown.map((entry) => curlLine(entry.exchange))] as const
  })
  return { ...at, operation, what, curl: Object.fromEntries(curl) }
}
