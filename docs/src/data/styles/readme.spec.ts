import { existsSync } from 'node:fs'
import path from 'node:path'
import { presentApps } from '@backend-rosetta/cli/apps'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'
import { expect, test } from 'vitest'
import { readmeSources, readReadme } from './readme.ts'

test.each(presentApps())('the README of $name has a text under each common heading', ({ folder }) => {
  const { title, sections } = readReadme(folder)
  expect(title).toMatch(/^\w/)
  for (const text of Object.values(sections)) expect(text.trim()).not.toBe('')
  expect(sections['Path of one request']).not.toContain('|---|')
})

test('every file of code that a README leads to exists', () => {
  expect(readmeSources.length).toBeGreaterThan(20)
  expect(readmeSources.filter((source) => !existsSync(path.join(workspaceRoot, source.path)))).toEqual([])
})
