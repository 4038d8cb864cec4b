import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRegions } from '@backend-rosetta/cli/tours/regions'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { courseModules, exercises } from './course.ts'
import { placePath } from './place-path.ts'
import type { Place } from './schema.ts'

export interface PlaceLink {
  /** What a reader sees, relative to the clone. */
  path: string
  region: string | undefined
  /** Within this site; none for what is not code, and for apps that are not in the clone. */
  page: string | undefined
}

/** Where a place can be read on this site. */
export function linkOf(place: Place): PlaceLink {
  const { region } = place
  const file = placePath(place)
  if (!isShown(file)) return { path: file, region, page: undefined }
  return { path: file, region, page: `${sourcePage(file)}${anchorOf(file, region)}` }
}

/** The files that the course leads to, as the pages for source files want them. */
export const courseSources = [
  ...new Set(
    [...courseModules.flatMap(({ entries }) => entries).flatMap(({ places }) => places), ...readings()]
      .map(placePath)
      .filter(isShown),
  ),
].map((file) => ({ ...addressed(file), path: file }))

function readings(): Place[] {
  return exercises.flatMap(({ read }) => read)
}

function isShown(file: string): boolean {
  return /^(apps|packages)\/.*\.(ts|sql)$/.test(file) && existsSync(path.join(workspaceRoot, file))
}

function sourcePage(file: string): string {
  const { app, file: rest } = addressed(file)
  return `source/${app}/${rest}/`
}

/** Files of an app are below its name, those of packages below `packages`. */
function addressed(file: string): { app: string; file: string } {
  const [app = '', ...rest] = file.replace(/^apps\//, '').split('/')
  return { app, file: rest.join('/') }
}

function anchorOf(file: string, region: string | undefined): string {
  if (region === undefined) return ''
  const { regions } = parseRegions(readFileSync(path.join(workspaceRoot, file), 'utf8'))
  const found = regions.find(({ name }) => name === region)
  return found ? `#L${found.start + 1}` : ''
}
