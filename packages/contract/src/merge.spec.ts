import { expect, it } from 'vitest'
import { merge } from './merge.ts'

interface Details {
  name: string
  notes: string | null
}

it('keeps what is absent, takes null as a value and leaves the original alone', () => {
  const details: Details = { name: 'Ada', notes: 'ring twice' }
  expect(merge(details, {})).toEqual(details)
  expect(merge(details, { name: undefined, notes: null })).toEqual({ name: 'Ada', notes: null })
  expect(details.notes).toBe('ring twice')
})
