import { expect, it } from 'vitest'
import { ifMatch, requireIfMatch } from './preconditions.ts'

it.each([
  ['"3"', true],
  ['"2"', false],
  ['*', true],
  [undefined, true],
])('If-Match %s lets a change of version 3 through: %s', (header, may) => {
  expect(ifMatch(header)(3)).toBe(may)
})

it('If-Match has to be there where it is required', () => {
  expect(() => requireIfMatch(undefined)).toThrow('precondition_required')
  expect(requireIfMatch('"3"')(3)).toBe(true)
})
