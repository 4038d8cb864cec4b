import { readFileSync } from 'node:fs'
import path from 'node:path'
import { countSource } from '@backend-rosetta/bench/footprint/source'
import type { AppResult } from '@backend-rosetta/bench/result'
import type { AppCrashes } from '@backend-rosetta/crash-tests/result'
import * as z from 'zod'
import type { App } from '../apps.ts'
import { readColumns } from '../compare/comparison.ts'
import { workspaceRoot } from '../workspace.ts'
import type { AppConformance } from './conformance.ts'
import type { Results } from './results.ts'

/** All that the scorecard says of an app; what was not measured is absent. */
export interface Facts {
  name: string
  conformance: AppConformance | undefined
  /** How many deviations are declared for each place that it can run in. */
  declared: Array<{ runtime: string; count: number }>
  bugs: { killed: number; tried: number } | undefined
  differential: { traces: number; differences: number } | undefined
  crash: AppCrashes | undefined
  bench: AppResult | undefined
  source: { lines: number; hops: number; dependencies: number }
}

/** @throws UserError when a tour of the app is not right */
export function factsOf(app: App, results: Results): Facts {
  const { name } = app
  const named = <Entry extends { name: string }>(entries: readonly Entry[] | undefined) =>
    entries?.find((entry) => entry.name === name)
  return {
    name,
    conformance: named(results.conformance?.apps),
    declared: declaredOf(app),
    bugs: bugsOf(name, results.mutants),
    differential: differentialOf(name, results.differential),
    crash: named(results.crash?.apps),
    bench: named(results.bench?.apps),
    source: readSource(app),
  }
}

function bugsOf(name: string, mutants: Results['mutants']): Facts['bugs'] {
  const tried = mutants?.bugs.filter(({ app }) => app === name) ?? []
  if (tried.length === 0) return undefined
  return { killed: tried.filter(({ outcome }) => outcome === 'killed').length, tried: tried.length }
}

function differentialOf(name: string, result: Results['differential']): Facts['differential'] {
  if (!result?.servers.includes(name)) return undefined
  const own = result.differences.filter(({ curl }) => Object.hasOwn(curl, name))
  return { traces: result.traces, differences: own.length }
}

/** An app with one place to run in has declared nothing. */
function declaredOf({ folder, runtimes }: App): Facts['declared'] {
  return Object.entries(runtimes).map(([runtime, { deviations }]) => {
    const file = deviations && path.join(workspaceRoot, folder, deviations)
    return { runtime, count: file ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))).length : 0 }
  })
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) })

function readSource(app: App): Facts['source'] {
  const folder = path.join(workspaceRoot, app.folder)
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
  const versions = Object.values(manifest.dependencies)
  return {
    lines: countSource(folder).lines,
    hops: readColumns(workspaceRoot, app).get('placeOrder')?.counts.hops ?? 0,
    dependencies: versions.filter((version) => !version.startsWith('workspace:')).length,
  }
}
