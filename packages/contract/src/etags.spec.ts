import { describe, expect, it } from 'vitest'
import { etagOf, matchesStrongly, matchesWeakly } from './etags.ts'

describe('If-Match', () => {
  it.each([
    ['"3"', true],
    ['*', true],
    [' "1" , "3"', true],
    ['"2"', false],
    ['W/"3"', false],
    ['3', false],
    ['"3', false],
    ['x "3"', false],
    ['"3",', false],
    ['', false],
  ])('%s names version 3: %s', (header, matches) => {
    expect(matchesStrongly(header, etagOf(3))).toBe(matches)
  })
})

describe('If-None-Match', () => {
  it.each([
    ['"3"', true],
    ['W/"3"', true],
    ['*', true],
    ['"1", W/"3"', true],
    ['"4"', false],
    ['3', false],
  ])('%s names version 3: %s', (header, matches) => {
    expect(matchesWeakly(header, etagOf(3))).toBe(matches)
  })

  it('names a weak tag in either form', () => {
    expect(matchesWeakly('"a"', 'W/"a"')).toBe(true)
  })
})
