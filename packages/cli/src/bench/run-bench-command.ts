import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BenchError } from '@backend-rosetta/bench/bench-error'
import type { BenchOptions } from '@backend-rosetta/bench/bench-options'
import { formatResult } from '@backend-rosetta/bench/report/report'
import type { BenchResult } from '@backend-rosetta/bench/result'
import { runBench } from '@backend-rosetta/bench/run-bench'
import { providePostgres } from '@backend-rosetta/database/ladder'
import { interruption } from '../interruption.ts'
import { build } from '../start/build.ts'
import { UserError } from '../user-error.ts'
import { type BenchApps, toBenchApp } from './bench-apps.ts'

export interface BenchPlan
  extends Pick<BenchOptions, 'only' | 'rounds' | 'seconds' | 'connections' | 'orders'> {
  apps: BenchApps
  jsonFile: string | undefined
}

/**
 * Builds the apps, measures them and shows what came of it.
 * @returns the exit code: 0; 1 when requests failed; 130 when it was interrupted
 * @throws UserError or DatabaseSetupError
 */
export async function runBenchCommand({ apps, jsonFile, ...plan }: BenchPlan): Promise<number> {
  const signal = interruption()
  try {
    if (apps.own.length > 0) await build(apps.own, signal)
    const all = [...apps.own.map(toBenchApp), ...apps.others]
    const options = { ...plan, apps: all, say, signal }
    const results = await withPostgres((serverUrl) => runBench({ ...options, serverUrl }))
    for (const result of results) process.stdout.write(`\n${formatResult(result)}\n`)
    if (jsonFile !== undefined) await writeFile(jsonFile, jsonOf(results))
    return results.some((result) => failuresOf(result) > 0) ? 1 : 0
  } catch (error) {
    if (signal.aborted) return 130
    throw error instanceof BenchError ? new UserError(error.message) : error
  }
}

/** A list where several numbers of orders were asked for. */
function jsonOf(results: readonly BenchResult[]): string {
  return `${JSON.stringify(results.length > 1 ? results : results[0], undefined, 2)}\n`
}

/** Not one of those for tests: they answer before what they wrote is on the disk. */
async function withPostgres<Result>(work: (serverUrl: string) => Promise<Result>): Promise<Result> {
  await using stack = new AsyncDisposableStack()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'rosetta-bench-'))
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  // Root lends PostgreSQL another account, which has to get in; elsewhere nothing would be removed at the end.
  await chmod(dataDir, 0o711)
  const postgres = await providePostgres({ purpose: 'start', dataDir: path.join(dataDir, 'postgres') })
  stack.defer(() => postgres.stop())
  say(`PostgreSQL: ${postgres.why}.`)
  // Awaited here: else PostgreSQL would be stopped as soon as the work has begun.
  return await work(postgres.serverUrl)
}

function failuresOf({ apps, limits }: BenchResult): number {
  const measured = [...apps.map(({ operations }) => operations), limits.twin ?? {}]
  return measured
    .flatMap((operations) => Object.values(operations))
    .reduce((sum, { failures }) => sum + failures, 0)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
