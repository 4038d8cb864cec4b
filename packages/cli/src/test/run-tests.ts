import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from '../../bootstrap/run.mjs'
import { didYouMean } from '../nearest.ts'
import { turboProgram } from '../turbo.ts'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'
import { merged, worthASecondRun } from './second-run.ts'
import { summarize, total } from './summary.ts'
import { readTestReport, reportFile, type TestReport } from './test-report.ts'
import { hasTestFile, testedWorkspaces, type Workspace } from './workspaces.ts'

export interface TestOptions {
  /** Names of workspaces; what is no such name selects test files inside them. */
  filters: readonly string[]
  /** Flags for vitest. */
  vitest: readonly string[]
  /** Run also what has not changed since it passed. */
  force: boolean
  /** Files with failures run once more, after everything else: what passes then is flaky, and no failure. */
  rerunFailed: boolean
}

/**
 * Runs the tests of the workspaces through turbo and sums them up.
 * @returns the exit code
 * @throws UserError when no test matches the filters
 */
export async function runTests(options: TestOptions): Promise<number> {
  const all = testedWorkspaces()
  const named = all.filter(({ name }) => options.filters.includes(name))
  const chosen = named.length > 0 ? named : all
  const files = options.filters.filter((filter) => !named.some(({ name }) => name === filter))
  const unmatched = files.find((filter) => !chosen.some((workspace) => hasTestFile(workspace, filter)))
  if (unmatched !== undefined) throw nothingMatches(unmatched, all)
  const { code, reports: first } = await runOnce(chosen, files, options)
  if (code === 0 && isEmpty(total(first.values()))) throw nothingMatches(options.vitest.join(' '), all)
  const reports = options.rerunFailed ? await withSecondRun(first, chosen, options) : first
  const failed = total(reports.values()).failed.length
  // What a flag such as -t leaves out counts as skipped, but is no news.
  process.stdout.write(`${summarize(reports, { listSkipped: options.vitest.length === 0 })}\n`)
  return failed === 0 ? 0 : 1
}

interface Run {
  code: number
  /** By folder of the workspace. */
  reports: Map<string, TestReport>
}

async function runOnce(
  workspaces: readonly Workspace[],
  files: readonly string[],
  options: TestOptions,
): Promise<Run> {
  // Whatever has no report afterwards did not run.
  for (const { folder } of workspaces) rmSync(path.join(workspaceRoot, folder, reportFile), { force: true })
  const code = await runTurbo([
    ...selection(workspaces),
    ...switches(options),
    '--',
    ...vitestArguments(files, options),
  ])
  const reports = new Map(workspaces.map((workspace) => [workspace.folder, reportOf(workspace)]))
  if (code !== 0 && total(reports.values()).failed.length === 0)
    reports.set('turbo', broken('ended with an error; it says why above'))
  return { code, reports }
}

async function withSecondRun(
  first: Run['reports'],
  workspaces: readonly Workspace[],
  options: TestOptions,
): Promise<Run['reports']> {
  const again = worthASecondRun(first)
  if (!again) return first
  process.stdout.write(`\nOnce more, what failed: ${again.folders.join(', ')} ${again.files.join(' ')}\n`)
  const chosen = workspaces.filter(({ folder }) => again.folders.includes(folder))
  const { reports: second } = await runOnce(chosen, again.files, { ...options, force: false })
  return merged(first, second)
}

function runTurbo(parameters: string[]): Promise<number> {
  // turbo makes its tasks colour their output even into a file.
  const plain = process.stdout.isTTY && !process.env['NO_COLOR'] ? {} : { FORCE_COLOR: '0', NO_COLOR: '1' }
  return run(process.execPath, [turboProgram, 'run', 'test', ...parameters], {
    cwd: workspaceRoot,
    env: { ...process.env, ...plain },
    stdio: 'inherit',
  })
}

function selection(chosen: readonly Workspace[]): string[] {
  return chosen.map(({ packageName }) => `--filter=${packageName}`)
}

function switches({ force }: TestOptions): string[] {
  // Two suites at once on two cores only get into each other's way.
  const concurrency = Math.max(1, Math.floor(os.availableParallelism() / 2))
  const prefix = concurrency === 1 ? ['--log-prefix=none'] : []
  const logs = ['--output-logs=new-only', ...prefix]
  return [
    `--concurrency=${concurrency}`,
    '--continue=dependencies-successful',
    ...logs,
    ...(force ? ['--force'] : []),
  ]
}

function vitestArguments(files: readonly string[], { vitest }: TestOptions): string[] {
  const reporter = path.join(import.meta.dirname, 'reporter.ts')
  const isPartial = files.length + vitest.length > 0
  const empty = isPartial ? ['--passWithNoTests'] : []
  return ['--reporter=default', `--reporter=${reporter}`, ...empty, ...files, ...vitest]
}

function nothingMatches(filter: string, all: readonly Workspace[]): UserError {
  const names = all.map(({ name }) => name)
  return new UserError(
    `No test matches ${filter}.${didYouMean(filter, names)} The workspaces are: ${names.join(', ')}.`,
  )
}

function reportOf({ folder }: Workspace): TestReport {
  return readTestReport(path.join(workspaceRoot, folder)) ?? broken('its tests did not run')
}

function broken(name: string): TestReport {
  return { passed: 0, failed: [{ name }], skipped: [] }
}

function isEmpty({ passed, failed, skipped }: TestReport): boolean {
  return passed + failed.length + skipped.length === 0
}
