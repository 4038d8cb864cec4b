import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, show, showDifferences } from './difference.ts'

describe('differences', () => {
  it('finds none between a value and its copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(differences(value, structuredClone(value))).toEqual([])
      }),
    )
  })

  it('finds some exactly where two values are written differently', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(differences(a, b).length === 0).toBe(same)
      }),
    )
  })

  it('points at each place', () => {
    const found = differences(
      { items: [{ quantity: 2 }], total: 4 },
      { items: [{ quantity: 3 }], total: 4, more: 1 },
    )
    expect(found).toEqual([
      { pointer: '/items/0/quantity', expected: 2, received: 3 },
      { pointer: '/more', expected: undefined, received: 1 },
    ])
  })

  it('tells a list from an object', () => {
    expect(differences([], {})).toHaveLength(1)
  })

  it('shows at most ten', () => {
    const many = differences(
      Array.from({ length: 14 }, () => 0),
      Array.from({ length: 14 }, () => 1),
    )
    expect(showDifferences(many).received.split('\n')).toHaveLength(11)
    expect(showDifferences(many).received).toContain('… and 4 more')
  })
})

it('a long value is cut', () => {
  expect(show('x'.repeat(500))).toHaveLength(401)
})

/** JSON does not order the properties of an object, and has one zero. */
function sorted(value: unknown): unknown {
  if (Object.is(value, -0)) return 'minus zero'
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.entries(value)
    .map(([key, one]) => [key, sorted(one)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    .concat([['object']])
}
