import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { UserError } from '../user-error.ts'
import { readResults } from './results.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-results-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('what was not measured is absent', () => {
  expect(Object.values(readResults(folder)).every((result) => result === undefined)).toBe(true)
})

it('what is there is read', async () => {
  await writeFile(path.join(folder, 'mutants.json'), '{ "format": 1, "bugs": [] }')
  expect(readResults(folder).mutants).toEqual({ format: 1, bugs: [] })
})

it.each([
  ['not JSON', '…', 'crash.json is no result of its tool'],
  ['of another kind', '{ "startedAt": "", "seconds": 1 }', 'at seed: '],
])('what is %s is an error that says how to get it anew', async (_, text, message) => {
  await writeFile(path.join(folder, 'crash.json'), text)
  expect(() => readResults(folder)).toThrow(UserError)
  expect(() => readResults(folder)).toThrow(message)
  expect(() => readResults(folder)).toThrow('pnpm crash --json writes it anew')
})
