import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { type Baseline, parseBaseline, updatedBaseline } from '../baseline.ts'
import { allChecks } from '../checks/all.ts'
import { htmlReport } from '../reports/html.ts'
import { jsonReport } from '../reports/json.ts'
import { junitReport } from '../reports/junit.ts'
import type { Deviations } from '../run/deviations.ts'
import type { Report } from '../run/result.ts'
import type { Verdict } from '../verdict.ts'
import type { Options } from './options.ts'
import { type ReportKind, UsageError } from './values.ts'

const reasonSchema = z.string().min(1)
const deviationsSchema = z.record(
  z.string(),
  z.union([reasonSchema, z.strictObject({ reason: reasonSchema, sometimes: z.boolean() })]),
)

/** What the files of the command line hold. Throws a `UsageError` that names the file. */
export async function inputsOf({ baseline, updateBaseline, deviations, reports }: Options) {
  const known = new Set(allChecks.map(({ id }) => id))
  for (const { path } of reports) await makeFolder(path)
  return {
    baseline:
      baseline === undefined ? new Set<string>() : await readBaseline(baseline, known, updateBaseline),
    deviations: deviations === undefined ? {} : await readDeviations(deviations),
  }
}

/** Writes the reports and the baseline that were asked for. */
export async function writeOutputs(
  { reports, baseline: file, updateBaseline }: Options,
  { report, verdict, baseline }: { report: Report; verdict: Verdict; baseline: Baseline },
): Promise<void> {
  const render: Record<ReportKind, () => string> = {
    json: () => jsonReport(report, verdict),
    junit: () => junitReport(report),
    html: () => htmlReport(report, verdict),
  }
  for (const { kind, path } of reports) await writeFile(path, render[kind]())
  if (file !== undefined && updateBaseline) await writeFile(file, updatedBaseline(report, baseline))
}

async function readBaseline(
  file: string,
  known: ReadonlySet<string>,
  mayBeAbsent: boolean,
): Promise<Baseline> {
  try {
    return parseBaseline(await readFile(file, 'utf8'), known)
  } catch (error) {
    if (mayBeAbsent && isAbsent(error)) return new Set()
    throw new UsageError(`--baseline ${file}: ${messageOf(error)}.`)
  }
}

async function readDeviations(file: string): Promise<Deviations> {
  const names = new Set(allChecks.flatMap(({ id, clause }) => [id, clause]))
  try {
    const found = deviationsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    const unknown = Object.keys(found).find((name) => !names.has(name))
    if (unknown !== undefined) throw new SyntaxError(`"${unknown}" is no check and no clause`)
    return found
  } catch (error) {
    const message =
      error instanceof z.ZodError ? 'it has to be an object of ids and reasons' : messageOf(error)
    throw new UsageError(`--deviations ${file}: ${message}.`)
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    throw new UsageError(`--report ${path}: ${messageOf(error)}.`)
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function messageOf(error: unknown): string {
  return isAbsent(error) ? 'there is no such file' : error instanceof Error ? error.message : String(error)
}
