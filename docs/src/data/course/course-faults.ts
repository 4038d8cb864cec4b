import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { kebabCase } from '@backend-rosetta/cli/tours/kebab-case'
import { parseRegions } from '@backend-rosetta/cli/tours/regions'
import { loadClauses } from '@backend-rosetta/contract/clauses'
import { operationIds } from '@backend-rosetta/contract/operations'
import { allChecks } from '@backend-rosetta/contract-tests/checks/all'
import { appFolderOf, placePath } from './place-path.ts'
import type { Exercise, Place } from './schema.ts'

/** What is wrong with a place: nothing, a fault, or that its app is not in the clone. */
export type PlaceState = { fault?: string; absent?: string }

/** Whether the file of a place is in the clone, and the region in the file. */
export function checkPlace(root: string, place: Place): PlaceState {
  const file = placePath(place)
  const folder = appFolderOf(file)
  if (folder && !existsSync(path.join(root, folder, 'package.json'))) return { absent: folder }
  const absolute = path.join(root, file)
  if (!existsSync(absolute)) return { fault: `${file} does not exist` }
  const { region } = place
  if (region === undefined) return {}
  const { regions } = parseRegions(readFileSync(absolute, 'utf8'))
  return regions.some(({ name }) => name === region) ? {} : { fault: `${file} has no region ${region}` }
}

/** Whether an address leads to a page of this site. */
export function pageExists(root: string, page: string): boolean {
  return contractPages.has(page) || existsSync(path.join(root, 'docs/src/pages', staticFile(page)))
}

/** What an exercise names and nobody has: checks, a test, a command that does not prove it. */
export function checkExercise(root: string, { run, proof, app }: Exercise): string[] {
  if ('checks' in proof) {
    const unknown = proof.checks.filter((id) => !checkIds.has(id)).map((id) => `there is no check ${id}`)
    const unproven = proof.checks.filter((id) => !run.split(/[ ,]/).includes(id))
    return [...unknown, ...unproven.map((id) => `the command does not run ${id}`)]
  }
  if (app === 'any') return ['a test belongs to an app']
  const { fault } = checkPlace(root, { app, file: proof.test })
  return [
    ...(fault ? [fault] : []),
    ...(run.includes(proof.test) ? [] : ['the command does not run the test']),
  ]
}

const checkIds = new Set(allChecks.map(({ id }) => id))

const contractPages = new Set([
  ...loadClauses().map(({ chapter, id }) => `contract/${chapter}/#${id.toLowerCase()}`),
  ...operationIds.map((id) => `compare/${kebabCase(id)}/`),
])

/** `contract/` is `contract/index.astro`, `course/exercises/` is `course/exercises.astro`. */
function staticFile(page: string): string {
  const name = page.replace(/\/$/, '')
  return name.includes('/') ? `${name}.astro` : `${name}/index.astro`
}
