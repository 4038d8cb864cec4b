import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { loadClauses } from '@backend-rosetta/contract/clauses'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { parse } from 'yaml'
import * as z from 'zod'
import { type Bug, bugFileSchema } from './bug.ts'
import { MutantsError } from './mutants-error.ts'

/** Where the bugs of the apps of this repository are. */
export const bugsFolder = path.resolve(import.meta.dirname, '../bugs')

/** Bugs that apply, and that nobody has seen killed yet. */
export const candidatesFolder = path.resolve(import.meta.dirname, '../candidates')

/**
 * The bugs of this repository, by app and in the order of their files.
 * @throws MutantsError
 */
export async function loadOwnBugs(folders = [bugsFolder]): Promise<Bug[]> {
  return loadBugs((await Promise.all(folders.map(filesOf))).flat())
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => path.join(folder, name))
}

/**
 * Reads files of bugs, YAML or JSON.
 * @throws MutantsError for what cannot be read, is not a bug, or names a clause or check that there is not
 */
export async function loadBugs(files: readonly string[]): Promise<Bug[]> {
  const bugs = (await Promise.all(files.map(readBugs))).flat()
  const seen = new Set<string>()
  for (const { id } of bugs) {
    if (seen.has(id)) throw new MutantsError(`There are two bugs "${id}": ids are given once.`)
    seen.add(id)
  }
  for (const bug of bugs) refuseUnknownNames(bug)
  return bugs
}

async function readBugs(file: string): Promise<Bug[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new MutantsError(`The bugs cannot be read: ${error.message}.`)
  })
  const { data, error } = bugFileSchema.safeParse(parsed(file, text))
  if (error) throw new MutantsError(`${file} is no file of bugs:\n${z.prettifyError(error)}`)
  return data.bugs.map((bug) => ({ ...bug, app: data.app }))
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new MutantsError(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const clauses = new Set(loadClauses().map(({ id }) => id))
const checks = new Set(allChecks.map(({ id }) => id))

function refuseUnknownNames({ id, clause, check }: Bug): void {
  if (!clauses.has(clause)) throw new MutantsError(`${id}: the contract has no clause ${clause}.`)
  if (!checks.has(check)) throw new MutantsError(`${id}: the suite has no check ${check}.`)
}
