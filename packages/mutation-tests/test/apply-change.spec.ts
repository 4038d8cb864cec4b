import { describe, expect, it } from 'vitest'
import { applyChange } from '../src/apply-change.ts'

const source = `function pay() {
  if (declined) {
    giveBack()
    return
  }

  charge()
}
`

describe('applyChange', () => {
  it('puts one text in the place of another', () => {
    expect(applyChange(source, { search: 'charge()', replace: 'refund()' })).toContain('\n  refund()\n}')
  })

  it('finds several lines wherever they stand, and indents what it puts there', () => {
    const change = {
      search: 'if (declined) {\n  giveBack()\n  return\n}',
      replace: 'if (declined) {\n  return\n}',
    }
    expect(applyChange(source, change)).toContain('{\n  if (declined) {\n    return\n  }\n\n  charge()')
  })

  it('takes things away', () => {
    expect(applyChange(source, { search: 'giveBack()\nreturn', replace: 'return' })).not.toContain('giveBack')
  })

  it('takes what is replaced as it is', () => {
    expect(applyChange('a b', { search: 'b', replace: "$& $' $1" })).toBe("a $& $' $1")
  })

  it.each([
    ['is not there', 'capture()'],
    ['has other lines after the first', 'if (declined) {\n  return'],
    ['has another indentation within', 'if (declined) {\n    giveBack()'],
  ])('refuses what %s', (_, search) => {
    expect(() => applyChange(source, { search, replace: '' })).toThrow('no longer applies')
  })

  it('refuses what is there twice', () => {
    expect(() => applyChange(source, { search: '()', replace: '' })).toThrow('3 times')
  })
})
