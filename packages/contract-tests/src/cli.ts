import { createRequire } from 'node:module'
import pc from 'picocolors'
import { allChecks } from './checks/all.ts'
import { inputsOf, writeOutputs } from './cli/files.ts'
import { type Apps, findTarget } from './cli/find-target.ts'
import { listChecks } from './cli/list.ts'
import { type Options, parseOptions } from './cli/options.ts'
import { createProgress, type Terminal } from './cli/progress.ts'
import { usage } from './cli/usage.ts'
import { UsageError } from './cli/values.ts'
import { TargetError } from './failures.ts'
import { textReport } from './reports/text.ts'
import type { Report } from './run/result.ts'
import { runSuite } from './run/run-suite.ts'
import { reasonAgainst } from './run/select.ts'
import type { Target } from './target.ts'
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
  apps: Apps = {},
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

async function run(options: Options, apps: Apps, surroundings: Surroundings): Promise<ExitCode> {
  requireKnown(options.only ?? [])
  const inputs = await inputsOf(options)
  const interrupt = interruption()
  try {
    const { target, stop } = await findTarget(options, apps, interrupt.signal)
    try {
      return await runOn(target, { options, inputs, surroundings, signal: interrupt.signal })
    } finally {
      await stop()
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error
    surroundings.stderr.write('Interrupted.\n')
    return 130
  } finally {
    interrupt.release()
  }
}

interface Setting {
  options: Options
  inputs: Awaited<ReturnType<typeof inputsOf>>
  surroundings: Surroundings
  signal: AbortSignal
}

async function runOn(target: Target, { options, inputs, surroundings, signal }: Setting): Promise<ExitCode> {
  const { stdout, stderr, variables } = surroundings
  const { baseline, deviations } = inputs
  const progress = createProgress(stderr, colorsFor(stderr, variables))
  const report = await runSuite(allChecks, {
    ...options,
    target,
    deviations,
    signal,
    onStart: progress.start,
    onCheck: progress.check,
    onResult: progress.result,
  }).finally(progress.end)
  const verdict = judgeRun(report, baseline, deviations)
  stdout.write(textReport(report, verdict, colorsFor(stdout, variables)))
  if (signal.aborted) return 130
  if (report.complete) await writeOutputs(options, { report, verdict, baseline })
  return verdict.ok || (options.updateBaseline && canBeBaseline(report)) ? 0 : 1
}

/** What a baseline cannot hold: a run that stopped early, and errors of the suite itself. */
function canBeBaseline({ complete, results }: Report): boolean {
  return complete && results.every(({ outcome }) => outcome !== 'error')
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
