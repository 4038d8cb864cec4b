import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkScorecard, writeScorecard } from './scorecard.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-scorecard-'))
  file = path.join(folder, 'README.md')
  await writeFile(file, '# X\n\n<!-- generated:scorecard -->\n<!-- /generated -->\n')
})
afterEach(() => rm(folder, { recursive: true }))

it('is written from the results and the source of this checkout, and follows from them then', async () => {
  expect(() => checkScorecard(file)).toThrow('README.md:4 the scorecard no longer follows')
  expect(writeScorecard(file)).toBe(true)
  expect(() => checkScorecard(file)).not.toThrow()
  expect(writeScorecard(file)).toBe(false)
})

it('that was changed by hand no longer follows, and says what to run', async () => {
  writeScorecard(file)
  const written = await readFile(file, 'utf8')
  await writeFile(file, written.replace(/about [\d,]+/, 'about 100'))
  expect(() => checkScorecard(file)).toThrow(/^README\.md:\d+ .* run pnpm scorecard$/)
})
