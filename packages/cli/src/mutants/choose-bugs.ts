import path from 'node:path'
import type { Bug } from '@backend-rosetta/mutation-tests/bug'
import {
  bugsFolder,
  candidatesFolder,
  loadBugs,
  loadOwnBugs,
} from '@backend-rosetta/mutation-tests/load-bugs'
import { MutantsError } from '@backend-rosetta/mutation-tests/mutants-error'
import type { Subject } from '@backend-rosetta/mutation-tests/subject'
import { type App, chooseApps } from '../apps.ts'
import { didYouMean } from '../nearest.ts'
import { UserError } from '../user-error.ts'
import { fromSource, isCompiled, subjectOf } from './subjects.ts'

export interface Choice {
  apps: readonly string[]
  only?: string | undefined
  /** `2/3`: of three parts that take turns, the second. */
  part?: string | undefined
  /** A file of bugs instead of those of this repository. */
  bugs?: string | undefined
  folder?: string | undefined
  run?: string | undefined
  build?: string | undefined
}

export interface Chosen {
  /** All that there are. */
  listed: Bug[]
  /** Those to try. */
  bugs: Bug[]
  subjects: Subject[]
  /** Apps whose compiler needs the packages built. */
  toBuild: App[]
}

/**
 * The bugs that the command line asks for, and the apps that they are in.
 * @throws UserError
 */
export async function chosenBugs(choice: Choice): Promise<Chosen> {
  const listed = await load(choice)
  const wanted = idsOf(choice.only, listed)
  const apps = choice.folder === undefined ? chooseApps(choice.apps) : []
  const subjects = choice.folder === undefined ? apps.map(subjectOf) : [ownSubject(choice, listed)]
  const names = new Set(subjects.map(({ name }) => name))
  const asked = listed.filter(({ id, app }) => names.has(app) && (wanted.length === 0 || wanted.includes(id)))
  const bugs = partOf(asked, choice.part)
  if (bugs.length === 0) throw new UserError('No bug is left to try. --list shows those that there are.')
  const toBuild = apps.filter(({ name }) => isCompiled(name) && bugs.some(({ app }) => app === name))
  return { listed, bugs, subjects, toBuild }
}

/** Candidates are tried only where they are named. */
async function load({ bugs: file, only }: Choice): Promise<Bug[]> {
  const folders = only === undefined ? [bugsFolder] : [bugsFolder, candidatesFolder]
  try {
    return await (file === undefined ? loadOwnBugs(folders) : loadBugs([file]))
  } catch (error) {
    throw error instanceof MutantsError ? new UserError(error.message) : error
  }
}

function idsOf(list: string | undefined, bugs: readonly Bug[]): string[] {
  const ids = (list ?? '').split(',').flatMap((id) => id.trim() || [])
  const known = bugs.map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown === undefined) return ids
  throw new UserError(`There is no bug "${unknown}".${didYouMean(unknown, known)} --list shows them.`)
}

/** Every so many-th, so that a part has bugs of every app. */
function partOf(bugs: readonly Bug[], part: string | undefined): Bug[] {
  if (part === undefined) return [...bugs]
  const [, place = 0, parts = 0] = (/^(\d{1,3})\/(\d{1,3})$/.exec(part) ?? []).map(Number)
  if (place >= 1 && place <= parts) return bugs.filter((_, index) => index % parts === place - 1)
  throw new UserError(`--part takes one of several, such as 2/3, not "${part}".`)
}

/** An app in any folder: it is named as the bugs name it. */
function ownSubject({ bugs, folder, run, build }: Choice, listed: readonly Bug[]): Subject {
  const [first] = listed
  if (bugs === undefined || first === undefined) {
    throw new UserError('--folder goes with --bugs: the file that says what to do wrong there.')
  }
  return {
    name: first.app,
    folder: path.resolve(folder ?? ''),
    run: run === undefined ? fromSource : wordsOf(run),
    ...(build !== undefined && { build: wordsOf(build) }),
  }
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}
