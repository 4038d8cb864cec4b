import { describe, expect, it } from 'vitest'
import { percentile, ratioOf, spreadOf } from './statistics.ts'

describe('percentile', () => {
  it.each([
    [[3], 50, 3],
    [[4, 1, 3], 50, 3],
    [[4, 1, 3, 2], 50, 2.5],
    [[10, 9, 100, 1], 0, 1],
    [[10, 9, 100, 1], 100, 100],
    [Array.from({ length: 101 }, (_, index) => index), 99, 99],
  ])('of %j at %d is %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected)
  })

  it('of nothing is an error', () => {
    expect(() => percentile([], 50)).toThrow(RangeError)
  })
})

describe('spreadOf', () => {
  it('keeps the values in their order', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30, values: [30, 10, 20] })
  })
})

describe('ratioOf', () => {
  it('compares what was measured in the same round', () => {
    expect(ratioOf([50, 40, 90], [100, 80, 100])).toMatchObject({ median: 0.5, values: [0.5, 0.5, 0.9] })
  })

  it('is nothing where the other was not measured', () => {
    expect(ratioOf([50], [])).toBeUndefined()
    expect(ratioOf([50], [0])).toBeUndefined()
  })
})
