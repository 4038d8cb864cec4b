import { readdirSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import type { Bug } from '@backend-rosetta/mutation-tests/bug'
import { loadBugs, loadOwnBugs } from '@backend-rosetta/mutation-tests/load-bugs'
import type { Exercise } from './schema.ts'

/** A small change to begin with, which a check of the exercise is known to notice. */
export interface Start {
  bug: Bug
  /** Tries the change in a copy of the app: the check has to fail. */
  command: string
}

const folder = 'docs/src/data/course/exercises/starts'

const files = readdirSync(path.join(workspaceRoot, folder)).map((name) => path.posix.join(folder, name))

/** The starts that are written for exercises, besides the seeded bugs that happen to suit one. */
export const ownStarts: Start[] = (await Promise.all(files.map((file) => startsIn(file)))).flat()

const seeded: Start[] = (await loadOwnBugs()).map((bug) => ({
  bug,
  command: `pnpm mutants --only ${bug.id}`,
}))

/** What to begin with: a change in the exercise's app that one of its checks is there for. */
export function startOf({ app, proof }: Exercise): Start | undefined {
  if (!('checks' in proof)) return undefined
  const target = app === 'any' ? 'express' : app
  return [...ownStarts, ...seeded].find(({ bug }) => bug.app === target && proof.checks.includes(bug.check))
}

async function startsIn(file: string): Promise<Start[]> {
  const bugs = await loadBugs([path.join(workspaceRoot, file)])
  return bugs.map((bug) => ({ bug, command: `pnpm mutants --bugs ${file} --only ${bug.id}` }))
}
