import { createRequire } from 'node:module'
import pc from 'picocolors'
import { allChecks } from './checks/all.ts'
import { inputsOf, writeOutputs } from './cli/files.ts'
import { type AppLauncher, findTarget } from './cli/find-target.ts'
import { listChecks } from './cli/list.ts'
import { type Options, parseOptions } from './cli/options.ts'
import { createProgress, type Terminal } from './cli/progress.ts'
import { usage } from './cli/usage.ts'
import { UsageError } from './cli/values.ts'
import { TargetError } from './failures.ts'
import { textReport } from './reports/text.ts'
import { runSuite } from './run/run-suite.ts'
import { reasonAgainst } from './run/select.ts'
import { judgeRun } from './verdict.ts'

export type { AppLauncher, RunningTarget } from './cli/find-target.ts'

/** 0 the contract is kept, 1 it is not, 2 wrong usage, 3 the target cannot be tested, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130

/** The world outside of the command. */
export interface Surroundings {
  stdout: Terminal
  stderr: Terminal
  variables: Readonly<Record<string, string | undefined>>
}

/**
 * The command `rosetta-contract`. `argv` are the arguments after its name; `apps` are servers that can be named instead
 * of a URL. Writes the report to standard output and progress and errors to standard error, and never throws.
 */
export async function runCli(
  argv: readonly string[],
  apps: Readonly<Record<string, AppLauncher>> = {},
  surroundings: Surroundings = { stdout: process.stdout, stderr: process.stderr, variables: process.env },
): Promise<ExitCode> {
  const { stdout, stderr, variables } = surroundings
  try {
    const options = parseOptions(argv, variables)
    switch (options.command) {
      case 'help':
        stdout.write(usage(Object.keys(apps)))
        return 0
      case 'version':
        stdout.write(`${version()}\n`)
        return 0
      case 'list':
        stdout.write(listChecks(matching(options), options.json))
        return 0
      case 'run':
        return await run(options, apps, surroundings)
    }
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message} (--help shows all options)\n`)
      return 2
    }
    if (error instanceof TargetError) {
      stderr.write(`${error.message}\n`)
      return 3
    }
    stderr.write(`The suite itself failed: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}

async function run(
  options: Options,
  apps: Readonly<Record<string, AppLauncher>>,
  { stdout, stderr, variables }: Surroundings,
): Promise<ExitCode> {
  requireKnown(options.only ?? [])
  const inputs = await inputsOf(options)
  const interrupt = interruption()
  const { target, stop } = await findTarget(options, apps)
  const progress = createProgress(stderr, colorsFor(stderr, variables))
  try {
    const report = await runSuite(allChecks, {
      ...options,
      target,
      deviations: inputs.deviations,
      signal: interrupt.signal,
      onStart: progress.start,
      onCheck: progress.check,
      onResult: progress.result,
    })
    const verdict = judgeRun(report, inputs.baseline, inputs.deviations)
    progress.end()
    stdout.write(textReport(report, verdict, colorsFor(stdout, variables)))
    if (report.complete) await writeOutputs(options, { report, verdict, baseline: inputs.baseline })
    if (interrupt.signal.aborted) return 130
    return verdict.ok || (options.updateBaseline && report.complete) ? 0 : 1
  } catch (error) {
    progress.end()
    if (!interrupt.signal.aborted) throw error
    stderr.write('Interrupted.\n')
    return 130
  } finally {
    interrupt.release()
    await stop()
  }
}

/** Ctrl-C ends the run in order, so that what it made is cleaned up; a second one ends the process. */
function interruption() {
  const controller = new AbortController()
  const stop = () => controller.abort()
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.once(signal, stop)
  return {
    signal: controller.signal,
    release() {
      for (const signal of signals) process.off(signal, stop)
    },
  }
}

function matching(options: Options) {
  requireKnown(options.only ?? [])
  return allChecks.filter((check) => reasonAgainst(check, options) === undefined)
}

function requireKnown(names: readonly string[]): void {
  const known = new Set(allChecks.flatMap(({ id, clause }) => [id, clause]))
  const unknown = names.find((name) => !known.has(name))
  if (unknown !== undefined)
    throw new UsageError(`--only ${unknown} is no check and no clause: see rosetta-contract list.`)
}

function colorsFor({ isTTY }: Terminal, { NO_COLOR }: Surroundings['variables']) {
  return pc.createColors(isTTY === true && !NO_COLOR)
}

function version(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('../package.json')
  return manifest.version
}
