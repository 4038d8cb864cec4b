import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type OperationId, operationIds } from '@backend-rosetta/contract/operations'
import { checkApp } from '../tours/check-app.ts'
import { kebabCase } from '../tours/kebab-case.ts'
import { formatProblem } from '../tours/problem.ts'
import { parseRegions } from '../tours/regions.ts'
import type { Step, Tour } from '../tours/tour.ts'
import { UserError } from '../user-error.ts'
import { dependenciesOf } from './dependencies.ts'

/** `1 step`, `2 steps`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

export const roles = ['edge', 'rule', 'storage', 'failure'] as const satisfies readonly Step['role'][]

/** One stop of a request: the code of a region, without its markers and the indent that all its lines have. */
export interface Passage extends Step {
  /** Its place in the tour, from 1. */
  number: number
  /** The first and the last line of the code in its file, from 1. */
  firstLine: number
  lastLine: number
  code: string
}

/** The way of one operation through one app. */
export interface Column {
  app: string
  /** Relative to the clone. */
  folder: string
  passages: Passage[]
  counts: { files: number; lines: number; hops: number; dependencies: number }
  /** The packages of npm that those files import. */
  dependencies: string[]
}

type Place = { name: string; folder: string }

/**
 * Reads the way of operations through an app.
 * @param root the clone
 * @throws UserError when a region marker or the tour is not right
 */
export function readColumns(root: string, app: Place): Map<OperationId, Column> {
  const { tour, problems } = checkApp(root, app.folder)
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'))
  const read = readerOf(path.join(root, app.folder))
  return new Map(operationIds.map((id) => [id, columnOf(app, tour[id] ?? [], read)]))
}

/** The operation that a person names: its operationId, or the region's name. */
export function findOperation(name: string): OperationId | undefined {
  return operationIds.find((id) => id === name || kebabCase(id) === name)
}

interface Reader {
  file: (name: string) => string
  region: (step: Step) => Pick<Passage, 'code' | 'firstLine' | 'lastLine'>
}

function columnOf({ name, folder }: Place, steps: Tour[string], read: Reader): Column {
  const passages = steps.map((step, index) => ({ ...step, number: index + 1, ...read.region(step) }))
  const lines = passages.reduce((sum, { firstLine, lastLine }) => sum + lastLine - firstLine + 1, 0)
  const files = [...new Set(passages.map(({ file }) => file))]
  const dependencies = [...new Set(files.flatMap((file) => dependenciesOf(read.file(file))))].sort()
  const counts = { files: files.length, lines, hops: passages.length, dependencies: dependencies.length }
  return { app: name, folder, passages, counts, dependencies }
}

/** Reads each file once. */
function readerOf(folder: string): Reader {
  const texts = new Map<string, string>()
  function readFile(file: string): string {
    const text = texts.get(file) ?? readFileSync(path.join(folder, file), 'utf8')
    texts.set(file, text)
    return text
  }
  function readRegion({ file, region }: Step) {
    const text = readFile(file)
    const found = parseRegions(text).regions.find(({ name }) => name === region)
    if (!found) throw new TypeError(`${file} has no region ${region}`)
    const lines = text.split('\n').slice(found.start, found.end - 1)
    return { code: outdent(lines), firstLine: found.start + 1, lastLine: found.end - 1 }
  }
  return { file: readFile, region: readRegion }
}

function outdent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/))
  const indent = Math.min(...indents)
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n')
}
