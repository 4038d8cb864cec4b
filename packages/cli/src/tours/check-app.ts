import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { operationIds } from '@backend-rosetta/contract/operations'
import { kebabCase } from './kebab-case.ts'
import type { Problem } from './problem.ts'
import { parseRegions, type Region } from './regions.ts'
import { type ParsedTour, parseTour, type Step, type Tour } from './tour.ts'

export interface CheckedApp {
  tour: Tour
  problems: Problem[]
}

/** The regions of each source file, by its path inside the app, with forward slashes. */
type RegionsByFile = ReadonlyMap<string, readonly Region[]>

/**
 * Checks the region markers and the tour of one app: every operation of the contract has its region and its tour,
 * every step of a tour leads somewhere.
 * @param root the clone, to name files from
 * @param folder the app's, relative to it
 */
export function checkApp(root: string, folder: string): CheckedApp {
  const sources = readRegions(root, folder)
  const tourFile = path.posix.join(folder, 'tour.json')
  const json = readIfThere(path.join(root, tourFile))
  if (json === undefined) {
    return { tour: {}, problems: [...sources.problems, { file: tourFile, line: 1, message: 'is missing' }] }
  }
  const parsed = parseTour(json, tourFile)
  if (parsed.problems.length > 0) return { tour: {}, problems: [...sources.problems, ...parsed.problems] }
  const problems = [
    ...operationIds.flatMap((id) => problemsOfOperation(id, parsed, sources.regions)),
    ...problemsOfSteps(parsed, sources.regions),
  ]
  return {
    tour: parsed.tour,
    problems: [
      ...sources.problems,
      ...problems.map(({ line, message }) => ({ file: tourFile, line, message })),
    ],
  }
}

function readRegions(root: string, folder: string): { regions: RegionsByFile; problems: Problem[] } {
  const regions = new Map<string, readonly Region[]>()
  const problems: Problem[] = []
  for (const found of globSync('src/**/*.{ts,tsx,sql}', { cwd: path.join(root, folder) }).sort()) {
    const file = found.replaceAll(path.sep, '/')
    const parsed = parseRegions(readFileSync(path.join(root, folder, file), 'utf8'))
    regions.set(file, parsed.regions)
    problems.push(...parsed.faults.map((fault) => ({ file: path.posix.join(folder, file), ...fault })))
  }
  return { regions, problems }
}

type TourFault = Omit<Problem, 'file'>

function problemsOfOperation(id: string, { tour, lineOf }: ParsedTour, regions: RegionsByFile): TourFault[] {
  const name = kebabCase(id)
  const steps = tour[id]
  const isMarked = [...regions.values()].flat().some((region) => region.name === name)
  const faults: TourFault[] = []
  if (!isMarked) faults.push({ line: lineOf(id), message: `no file under src has the region ${name}` })
  if (!steps) faults.push({ line: 1, message: `${id} has no entry` })
  else if (!steps.some((step) => step.region === name)) {
    faults.push({ line: lineOf(id), message: `${id} never passes through a region ${name}` })
  }
  return faults
}

function problemsOfSteps({ tour, lineOf }: ParsedTour, regions: RegionsByFile): TourFault[] {
  return Object.entries(tour).flatMap(([id, steps]) =>
    steps.flatMap((step, index) => {
      const message = problemOfStep(step, regions)
      return message ? [{ line: lineOf(id, index), message: `${id}: ${message}` }] : []
    }),
  )
}

function problemOfStep({ file, region }: Step, regions: RegionsByFile): string | undefined {
  const found = regions.get(file)
  if (!found) return `there is no ${file} with regions in this app`
  if (found.some(({ name }) => name === region)) return undefined
  const others = found.map(({ name }) => name).join(', ')
  return `${file} has no region ${region}; it has ${others || 'none'}`
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
