import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { loadOwnBugs } from '../src/load-bugs.ts'
import { mutantsResultSchema, staleLines } from '../src/result.ts'

const file = path.resolve(import.meta.dirname, '../../../docs/src/data/results/mutants.json')

it('the result in the docs follows from the bugs: pnpm mutants --json docs/src/data/results/mutants.json', async () => {
  const published = mutantsResultSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  expect(staleLines(await loadOwnBugs(), published)).toEqual([])
})
