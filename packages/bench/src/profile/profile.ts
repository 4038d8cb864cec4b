import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BenchError } from '../bench-error.ts'
import type { BenchOptions } from '../bench-options.ts'
import { drive } from '../load/drive.ts'
import { requestsFor } from '../load/requests.ts'
import { openSession } from '../load/session.ts'
import { untilIdle } from '../server/idle.ts'
import { cpuMicros } from '../server/usage.ts'
import { start, type Target } from '../target.ts'
import { type Group, groups } from './groups.ts'
import { profileSchema, sharesOf } from './shares.ts'

/** The request that is looked into: who asks, one row, one answer, and everything around them. */
export const profiledOperation = 'getMe'

/** Microseconds of processor time for one request, by what they are spent on. */
export type Profile = Record<Group, number>

type ProfileOptions = Pick<BenchOptions, 'signal' | 'seconds' | 'connections'> & { orders: number }

const warmUpSeconds = 2

/**
 * Runs one server alone with V8's sampling profiler.
 * @throws BenchError when it leaves no profile
 */
export async function profileTarget(target: Target, options: ProfileOptions): Promise<Profile> {
  const { signal, seconds, connections, orders } = options
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-profile-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`]
  const begun = performance.now()
  const server = await start({ ...target, program: { ...target.program, flags } }, stack, signal)
  await untilIdle([{ pid: server.pid, databaseUrl: target.databaseUrl }], signal)
  const session = await openSession(server.url, { orders, deep: false })
  const load = { url: server.url, connections, requests: requestsFor(profiledOperation, session) }
  await drive({ ...load, seconds: warmUpSeconds }, signal)
  const since = performance.now() - begun
  const before = cpuMicros(server.pid) ?? 0
  const { answered } = await drive({ ...load, seconds }, signal)
  const perRequest = ((cpuMicros(server.pid) ?? 0) - before) / Math.max(1, answered)
  const until = performance.now() - begun
  await server.stop()
  const shares = sharesOf(await readProfile(folder, target.name), { since, until })
  return Object.fromEntries(groups.map((group) => [group, shares[group] * perRequest])) as Profile
}

async function readProfile(folder: string, name: string) {
  const [file] = (await readdir(folder)).filter((entry) => entry.endsWith('.cpuprofile'))
  if (file === undefined) throw new BenchError(`${name} left no profile: it did not end by itself.`)
  return profileSchema.parse(JSON.parse(await readFile(path.join(folder, file), 'utf8')))
}
