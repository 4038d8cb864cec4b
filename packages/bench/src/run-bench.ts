import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { Bench, BenchOptions, Size } from './bench-options.ts'
import { collect } from './collect.ts'
import { refuseTooFewConnections } from './data/capacity.ts'
import { measureDependencies } from './footprint/dependencies.ts'
import { countHops, countSource } from './footprint/source.ts'
import { describeMachine, readVersions } from './machine.ts'
import { measures, operations } from './measures.ts'
import { type Profile, profileTarget } from './profile/profile.ts'
import type { AppResult, BenchResult, Footprint } from './result.ts'
import { emptyLoad, type Loaded, measureLoad } from './run-load.ts'
import { prepareSizes, targetsOf } from './sizes.ts'
import { measureStartUps, runOnce } from './start-up.ts'
import { type Spread, spreadOf } from './statistics.ts'
import { type BenchApp, twinName } from './target.ts'

/**
 * Measures apps that are built. All of them are up at the same time, each on a copy of the same shop, and take turns:
 * what disturbs the machine for a while disturbs all of them. So it is with shops of several sizes, too.
 * @returns a result for each number of orders, as they were named
 * @throws BenchError when one of them does not start or does not do what the contract says
 * @throws the reason of the signal when it is aborted; nothing is left running in any case
 */
export async function runBench(options: BenchOptions): Promise<BenchResult[]> {
  const { apps, serverUrl, rounds, seconds, connections } = options
  const startedAt = new Date()
  const machine = describeMachine()
  const wanted = new Set(options.only.length > 0 ? options.only : measures)
  const chosen = operations.filter((name) => wanted.has(name))
  const servers = options.orders.length * (apps.length + Math.min(1, chosen.length))
  await refuseTooFewConnections(serverUrl, { servers, clients: connections })
  await using stack = new AsyncDisposableStack()
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  const compileCache = await makeCompileCache(stack)
  const bench: Bench = { ...options, stack, wanted, chosen }
  const sizes = await prepareSizes(bench, { gatewayUrl: gateway.url, compileCache })

  if ([...wanted].some((measure) => measure !== 'footprint'))
    await runOnce(
      sizes.flatMap((size) => size.apps),
      bench,
    )
  const alone: Alone[] = []
  for (const size of sizes) alone.push(await measureAlone(size, bench))
  const needed = chosen.length > 0 || wanted.has('memory')
  const loads = needed ? await measureLoad(sizes, bench) : sizes.map(emptyLoad)
  const footprints = wanted.has('footprint') ? await measureFootprints(apps) : new Map<string, Footprint>()
  const versions = await readVersions(serverUrl, import.meta.dirname)
  return sizes.map(({ orders }, index): BenchResult => {
    const measured = { footprints, ...alone[index], ...(loads[index] ?? emptyLoad()) }
    return {
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
      settings: { rounds, seconds, connections, orders },
      machine,
      versions,
      apps: apps.map((app) => resultOf(app, measured, bench)),
      limits: limitsOf(measured, bench),
    }
  })
}

/** What is measured one after the other, with nobody else at work; by name. */
interface Alone {
  startUps: Map<string, Spread>
  profiles: Map<string, Profile>
}

interface Measured extends Loaded, Partial<Alone> {
  footprints: Map<string, Footprint>
}

async function measureAlone(size: Size, bench: Bench): Promise<Alone> {
  const { wanted, say } = bench
  const startUps = wanted.has('startUp') ? await measureStartUps(size.apps, bench) : new Map()
  const profiles = new Map<string, Profile>()
  if (!wanted.has('profile')) return { startUps, profiles }
  for (const target of targetsOf(size))
    profiles.set(target.name, await profileTarget(target, { ...bench, orders: size.orders }))
  say(`profile  ${[...profiles.keys()].join('  ')}`)
  return { startUps, profiles }
}

function resultOf({ name, folder }: BenchApp, measured: Measured, { wanted }: Bench): AppResult {
  const footprint = measured.footprints.get(name)
  const startUp = measured.startUps?.get(name)
  const memory = wanted.has('memory') ? measured.memory.get(name) : undefined
  const profile = measured.profiles?.get(name)
  return {
    name,
    // As it was named: where a clone stands on a machine is nobody else's business.
    folder: path.relative(process.cwd(), folder),
    ...(footprint && { footprint }),
    ...(startUp && { startUp }),
    ...(memory && { memory }),
    ...(profile && { profile }),
    operations: collect(measured.runs, name, { twin: twinName, pgbench: measured.pgbench.rates }),
  }
}

function limitsOf({ runs, profiles, pgbench }: Measured, { chosen }: Bench): BenchResult['limits'] {
  const twinProfile = profiles?.get(twinName)
  const { rates, skipped } = pgbench
  return {
    ...(twinProfile && { twinProfile }),
    ...(chosen.length > 0 && { twin: collect(runs, twinName, {}) }),
    ...(rates.length > 0 && { pgbench: { placeOrder: spreadOf(rates) } }),
    ...(skipped !== undefined && { pgbench: { skipped } }),
  }
}

async function makeCompileCache(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-compiled-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function measureFootprints(apps: readonly BenchApp[]): Promise<Map<string, Footprint>> {
  const footprints = new Map<string, Footprint>()
  for (const { name, folder } of apps) {
    const dependencies = await measureDependencies(folder)
    footprints.set(name, { ...countSource(folder), hops: countHops(folder), dependencies })
  }
  return footprints
}
