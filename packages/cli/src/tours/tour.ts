import { isOperationId, operationIds } from '@backend-rosetta/contract/operations'
import * as z from 'zod'
import { didYouMean } from '../nearest.ts'
import { linesOf } from './json-lines.ts'
import type { Problem } from './problem.ts'

/** What a step of a tour does for the request: take it in, decide, keep, or answer when it goes wrong. */
const roleSchema = z.enum(['edge', 'rule', 'storage', 'failure'])

const stepSchema = z.strictObject({
  file: z.string().regex(/^[\w./@-]+$/, 'must be a path inside the app, with forward slashes'),
  region: z.string(),
  role: roleSchema,
  note: z.string().min(1).max(80, 'must be a short phrase, 80 characters at most'),
})

const tourSchema = z.record(z.string(), z.array(stepSchema).min(1, 'must have a step at least'))

/** One place that a request passes through. */
export type Step = z.infer<typeof stepSchema>

/** operationId → the places of its path, in call order. */
export type Tour = Readonly<Record<string, readonly Step[]>>

export interface ParsedTour {
  /** Empty when there is a problem. */
  tour: Tour
  problems: Problem[]
  /** The line of an entry or of one of its steps, from 1. */
  lineOf: (operation: string, step?: number) => number
}

/** Reads a tour.json; what is wrong with it is named by file and line. */
export function parseTour(json: string, file: string): ParsedTour {
  const { value, fault } = readJson(json)
  if (fault) return failed([{ file, line: brokenLine(json), message: `is not JSON: ${fault}` }])
  const lines = linesOf(json)
  const { data: tour, error } = tourSchema.safeParse(value)
  if (error) return failed(error.issues.map((issue) => describe(issue, file, lines)))
  const unknown = Object.keys(tour).filter((key) => !isOperationId(key))
  if (unknown.length > 0) {
    return failed(
      unknown.map((key) => ({ file, line: nearestLine(lines, [key]), message: noOperation(key) })),
    )
  }
  return {
    tour,
    problems: [],
    lineOf: (id, step) => nearestLine(lines, step === undefined ? [id] : [id, step]),
  }
}

function failed(problems: Problem[]): ParsedTour {
  return { tour: {}, problems, lineOf: () => 1 }
}

function describe(
  { path, message }: z.core.$ZodIssue,
  file: string,
  lines: ReadonlyMap<string, number>,
): Problem {
  const place = path.map(String).join('/')
  return { file, line: nearestLine(lines, path), message: place ? `${place}: ${message}` : message }
}

function noOperation(key: string): string {
  return `${key} is no operation of the contract.${didYouMean(key, operationIds)}`
}

function readJson(json: string): { value?: unknown; fault?: string; position?: number } {
  try {
    return { value: JSON.parse(json) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // V8 quotes half the file behind the reason.
    const [fault = message] = message.split(/, (?:\.\.\.)?"/)
    const position = /at position (\d+)/.exec(message)?.[1]
    return { fault, ...(position === undefined ? {} : { position: Number(position) }) }
  }
}

/** V8 tells the position of some faults only: the line it is in is the first that no further line could mend. */
function brokenLine(json: string): number {
  const lines = json.trimEnd().split('\n')
  const index = lines.findIndex((_, count) => {
    const text = lines.slice(0, count + 1).join('\n')
    const { fault, position } = readJson(text)
    return fault !== undefined && position !== text.length && !/end of JSON|Unterminated/.test(fault)
  })
  return index === -1 ? lines.length : index + 1
}

/** The line of the value, or of the nearest one around it when it is missing. */
function nearestLine(lines: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(path.slice(0, length).map(String).join('/'))
    if (line !== undefined) return line
  }
  return 1
}
