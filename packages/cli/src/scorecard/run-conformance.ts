import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { TargetError } from '@backend-rosetta/contract-tests/failures'
import type { Report } from '@backend-rosetta/contract-tests/run/result'
import { runSuite } from '@backend-rosetta/contract-tests/run/run-suite'
import { type App, presentApps } from '../apps.ts'
import { launchApp } from '../contract/launch-app.ts'
import { interruption } from '../interruption.ts'
import { UserError } from '../user-error.ts'
import { fromRoot } from '../workspace.ts'
import { type AppConformance, conformanceOf, withApps } from './conformance.ts'
import { readResults, resultsFolder } from './results.ts'

/**
 * Runs the whole contract suite against each app, as two instances on one database, so that no check has to be left
 * out, and writes what is kept. What the file says of other apps stays.
 * @returns the exit code: 0; 1 when an app does not keep the contract; 130 when it was interrupted
 * @throws UserError or DatabaseSetupError
 */
export async function runConformance(apps: readonly App[]): Promise<number> {
  const signal = interruption()
  const file = path.join(resultsFolder, 'conformance.json')
  const order = presentApps().map(({ name }) => name)
  const done: AppConformance[] = []
  for (const app of apps) {
    const report = await runOn(app, signal)
    if (report === undefined) return 130
    const one = conformanceOf(app.name, report)
    done.push(one)
    say(outcomeLine(one))
    const result = withApps(readResults().conformance, [one], order)
    await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`)
  }
  say(`Written to ${fromRoot(file)}.`)
  return done.every(({ notKept }) => notKept.length === 0) ? 0 : 1
}

/** Nothing when it was interrupted: half a run says nothing. */
async function runOn(app: App, signal: AbortSignal): Promise<Report | undefined> {
  try {
    const { target, stop } = await launchApp(app, signal, 2)
    try {
      const report = await runSuite(allChecks, { target, level: 'ops', signal, onStart: announce(app) })
      return report.complete ? report : undefined
    } finally {
      await stop()
    }
  } catch (error) {
    if (signal.aborted) return undefined
    throw error instanceof TargetError ? new UserError(error.message) : error
  }
}

function announce({ name }: App) {
  return (total: number) => say(`${name}: ${total} checks …`)
}

function outcomeLine({ name, levels, notKept }: AppConformance): string {
  const kept = Object.entries(levels).map(([level, { kept, checks }]) => `${level} ${kept}/${checks}`)
  const faults = notKept.map(({ id, outcome }) => `${id} ${outcome}`)
  return [`${name}: ${kept.join('  ')}`, ...faults].join('\n  ')
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
