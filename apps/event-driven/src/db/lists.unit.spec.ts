import { expect, it } from 'vitest'
import { containing, parseSort } from './lists.ts'

it('finds wildcards as ordinary characters', () => {
  expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%')
})

it('reads a sort as a field and a direction', () => {
  expect(parseSort('-createdAt')).toEqual(['createdAt', 'desc'])
  expect(parseSort('name')).toEqual(['name', 'asc'])
})
