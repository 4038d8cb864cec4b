import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { benchGrowthSchema, benchResultSchema } from '@backend-rosetta/bench/result'
import { crashResultSchema } from '@backend-rosetta/crash-tests/result'
import { differentialResultSchema } from '@backend-rosetta/differential-tests/result'
import { mutantsResultSchema } from '@backend-rosetta/mutation-tests/result'
import type * as z from 'zod'
import { UserError } from '../user-error.ts'
import { workspaceRoot } from '../workspace.ts'
import { conformanceSchema } from './conformance.ts'

/** Where results are kept that the scorecard and the docs show. */
export const resultsFolder = path.join(workspaceRoot, 'docs/src/data/results')

/** What was measured and committed. What is absent was not measured. */
export type Results = ReturnType<typeof readResults>

/** @throws UserError for a file that holds something else than the result of its tool */
export function readResults(folder = resultsFolder) {
  const read = <Schema extends z.ZodType>(name: string, schema: Schema, command: string) =>
    readResult({ file: path.join(folder, `${name}.json`), schema, command })
  return {
    conformance: read('conformance', conformanceSchema, 'pnpm scorecard --conformance'),
    mutants: read('mutants', mutantsResultSchema, 'pnpm mutants --json'),
    crash: read('crash', crashResultSchema, 'pnpm crash --json'),
    differential: read('differential', differentialResultSchema, 'pnpm differential --json'),
    bench: read('bench', benchResultSchema, 'pnpm bench --json'),
    profile: read('bench-profile', benchResultSchema, 'pnpm bench --only profile,getLiveness,getMe --json'),
    growth: read('bench-growth', benchGrowthSchema, 'pnpm bench --orders 1000,100000,1000000 --json'),
  }
}

interface Source<Schema> {
  file: string
  schema: Schema
  /** What writes it. */
  command: string
}

function readResult<Schema extends z.ZodType>({ file, schema, command }: Source<Schema>) {
  if (!existsSync(file)) return undefined
  const { data, error } = schema.safeParse(parsed(readFileSync(file, 'utf8')))
  if (!error) return data
  const [issue] = error.issues
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''
  throw new UserError(
    `${path.relative(workspaceRoot, file)} is no result of its tool${where}: ${issue?.message}. ${command} writes it anew.`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
