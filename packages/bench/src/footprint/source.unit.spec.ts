import { describe, expect, it } from 'vitest'
import { countLines, isSource } from './source.ts'

describe('isSource', () => {
  it.each([
    ['orders/orders.service.ts', true],
    ['worker.mts', true],
    ['orders/pricing.unit.spec.ts', false],
    ['worker-configuration.d.ts', false],
    ['docs/page.html', false],
  ])('of %s is %s', (file, expected) => {
    expect(isSource(file)).toBe(expected)
  })
})

describe('countLines', () => {
  it('leaves blank lines out', () => {
    expect(countLines('one\n\n  \n// two\n')).toBe(2)
  })
})
