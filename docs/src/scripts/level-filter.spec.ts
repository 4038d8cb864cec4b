import { expect, test } from 'vitest'
import { counted, levelQuery, readLevel } from './level-filter.ts'

const known = ['all', 'core', 'secure']

test('an address without a level, or with one that is none, shows all', () => {
  expect(readLevel('', known)).toBe('all')
  expect(readLevel('?level=hard', known)).toBe('all')
  expect(levelQuery('all')).toBe('')
})

test('a level is kept in the address and read from it', () => {
  expect(levelQuery('secure')).toBe('?level=secure')
  expect(readLevel('?level=secure', known)).toBe('secure')
})

test('one is counted as one', () => {
  expect(counted(1, 'check')).toBe('1 check')
  expect(counted(0, 'check')).toBe('0 checks')
})
