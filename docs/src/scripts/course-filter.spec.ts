import { expect, test } from 'vitest'
import { filterQuery, passes, readFilter } from './course-filter.ts'

const facets = { module: '05-spring', style: 'nestjs event-driven', topic: 'injection data' }
const all = { module: '', style: '', topic: '' }

test('an address without a choice leaves nothing out', () => {
  expect(readFilter('')).toEqual(all)
  expect(filterQuery(all)).toBe('')
  expect(passes(facets, all)).toBe(true)
})

test('a choice is kept in the address and read from it', () => {
  const filter = { module: '', style: 'nestjs', topic: 'data' }
  expect(filterQuery(filter)).toBe('?style=nestjs&topic=data')
  expect(readFilter(filterQuery(filter))).toEqual(filter)
})

test('filters narrow each other', () => {
  expect(passes(facets, { ...all, style: 'nestjs', topic: 'data' })).toBe(true)
  expect(passes(facets, { ...all, style: 'nestjs', topic: 'live' })).toBe(false)
  expect(passes(facets, { ...all, style: 'nest' })).toBe(false)
})
