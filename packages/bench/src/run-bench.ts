import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { Bench, BenchOptions } from './bench-options.ts'
import { collect } from './collect.ts'
import { refuseTooFewConnections } from './data/capacity.ts'
import { createShop } from './data/shop.ts'
import { measureDependencies } from './footprint/dependencies.ts'
import { countHops, countSource } from './footprint/source.ts'
import { describeMachine, readVersions } from './machine.ts'
import { measures, operations } from './measures.ts'
import { type Profile, profileTarget } from './profile/profile.ts'
import type { AppResult, BenchResult } from './result.ts'
import { emptyLoad, measureLoad } from './run-load.ts'
import { untilIdle } from './server/idle.ts'
import { type Spread, spreadOf } from './statistics.ts'
import { appTarget, start, type Target, twinName, twinTarget } from './target.ts'

const starts = 5

/**
 * Measures apps that are built. All of them are up at the same time, each on a copy of the same shop, and take turns:
 * what disturbs the machine for a while disturbs all of them.
 * @throws BenchError when one of them does not start or does not do what the contract says
 * @throws the reason of the signal when it is aborted; nothing is left running in any case
 */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const { apps, serverUrl, say, rounds, seconds, connections, orders } = options
  const startedAt = new Date()
  const machine = describeMachine()
  const wanted = new Set(options.only.length > 0 ? options.only : measures)
  const chosen = operations.filter((name) => wanted.has(name))
  const servers = apps.length + Math.min(1, chosen.length)
  await refuseTooFewConnections(serverUrl, { servers, clients: connections })
  await using stack = new AsyncDisposableStack()
  const gateway = await startGatewayProcess()
  stack.defer(() => gateway.stop())
  say(`Making a shop with ${orders.toLocaleString('en')} orders …`)
  const shop = await createShop(serverUrl, orders)
  stack.defer(() => shop.drop())
  const targets: Target[] = []
  const compileCache = await makeCompileCache(stack)
  for (const app of apps) targets.push(await appTarget(app, { shop, gatewayUrl: gateway.url, compileCache }))
  const bench: Bench = { ...options, stack, shop, wanted, chosen }

  if ([...wanted].some((measure) => measure !== 'footprint')) await runOnce(targets, bench)
  const startUps = wanted.has('startUp') ? await measureStartUps(targets, bench) : new Map<string, Spread>()
  const withTwin = chosen.length > 0 || wanted.has('profile')
  const twins = withTwin ? [await twinTarget({ shop, gatewayUrl: gateway.url, compileCache })] : []
  const needed = chosen.length > 0 || wanted.has('memory')
  const profiles = wanted.has('profile')
    ? await measureProfiles([...twins, ...targets], bench)
    : new Map<string, Profile>()
  const loaded = needed ? await measureLoad([...twins, ...targets], bench) : emptyLoad()

  const results = apps.map(async (app): Promise<AppResult> => {
    const { name, folder } = app
    const startUp = startUps.get(name)
    const profile = profiles.get(name)
    const memory = wanted.has('memory') ? loaded.memory.get(name) : undefined
    return {
      name,
      // As it was named: where a clone stands on a machine is nobody else's business.
      folder: path.relative(process.cwd(), folder),
      ...(wanted.has('footprint') && { footprint: await measureFootprint(folder) }),
      ...(startUp && { startUp }),
      ...(memory && { memory }),
      ...(profile && { profile }),
      operations: collect(loaded.runs, name, { twin: twinName, pgbench: loaded.pgbench.rates }),
    }
  })
  const { rates, skipped } = loaded.pgbench
  const twinProfile = profiles.get(twinName)
  return {
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
    settings: { rounds, seconds, connections, orders },
    machine,
    versions: await readVersions(serverUrl, import.meta.dirname),
    apps: await Promise.all(results),
    limits: {
      ...(twinProfile && { twinProfile }),
      ...(chosen.length > 0 && { twin: collect(loaded.runs, twinName, {}) }),
      ...(rates.length > 0 && { pgbench: { placeOrder: spreadOf(rates) } }),
      ...(skipped !== undefined && { pgbench: { skipped } }),
    },
  }
}

async function measureProfiles(targets: readonly Target[], bench: Bench): Promise<Map<string, Profile>> {
  const profiles = new Map<string, Profile>()
  for (const target of targets) profiles.set(target.name, await profileTarget(target, bench))
  bench.say(`profile  ${[...profiles.keys()].join('  ')}`)
  return profiles
}

async function makeCompileCache(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-compiled-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function measureFootprint(folder: string) {
  return { ...countSource(folder), hops: countHops(folder), dependencies: await measureDependencies(folder) }
}

/**
 * Lets each app run once before it is measured: it takes in what it finds in its database, and when it ends Node writes
 * down what V8 has compiled.
 */
async function runOnce(targets: readonly Target[], { signal, say }: Bench): Promise<void> {
  say('Letting each app run once …')
  for (const target of targets) {
    await using stack = new AsyncDisposableStack()
    const server = await start(target, stack, signal)
    await untilIdle([{ pid: server.pid, databaseUrl: target.databaseUrl }], signal)
    await server.stop()
  }
}

async function measureStartUps(
  targets: readonly Target[],
  { signal, say }: Bench,
): Promise<Map<string, Spread>> {
  const times = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
  for (let turn = 0; turn < starts; turn++) {
    for (const target of targets) {
      await using stack = new AsyncDisposableStack()
      const { startUp } = await start(target, stack, signal)
      times.get(target.name)?.push(startUp)
    }
  }
  const spreads = [...times].map(([name, values]) => [name, spreadOf(values)] as const)
  say(`start-up  ${spreads.map(([name, { median }]) => `${name} ${Math.round(median)} ms`).join('  ')}`)
  return new Map(spreads)
}
