import { readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { applyChange } from '@backend-rosetta/mutation-tests/apply-change'
import type { Bug } from '@backend-rosetta/mutation-tests/bug'
import { expect, it } from 'vitest'
import { exercises } from './course.ts'
import { ownStarts, startOf } from './exercise-starts.ts'

const starts = exercises.flatMap((exercise) => startOf(exercise) ?? [])

it('gives most exercises a change to begin with', () => {
  expect(starts.length).toBeGreaterThanOrEqual(28)
})

it('writes no start that no exercise begins with', () => {
  const used = new Set(starts.map(({ bug }) => bug.id))
  expect(ownStarts.map(({ bug }) => bug.id).filter((id) => !used.has(id))).toEqual([])
})

it('names changes that apply to the apps as they are', () => {
  for (const { bug } of starts) expect(() => changed(bug)).not.toThrow()
})

/** The changes of one file follow each other. */
function changed(bug: Bug): void {
  const sources = new Map<string, string>()
  for (const change of [bug, ...bug.also]) {
    const file = path.join(workspaceRoot, 'apps', bug.app, change.file ?? bug.file)
    const source = sources.get(file) ?? readFileSync(file, 'utf8')
    sources.set(file, applyChange(source, change))
  }
}
