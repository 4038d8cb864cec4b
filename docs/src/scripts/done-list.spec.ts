import { expect, test } from 'vitest'
import { parseDone } from './done-list.ts'

test('what was kept is read again', () => {
  expect(parseDone('["ties","circuit"]')).toEqual(['ties', 'circuit'])
})

test('nothing is done where nothing, or something else, was kept', () => {
  for (const kept of [null, '', '{', '{"ties":true}', '7']) expect(parseDone(kept)).toEqual([])
  expect(parseDone('["ties",7,null]')).toEqual(['ties'])
})
