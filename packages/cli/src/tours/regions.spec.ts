import { describe, expect, it } from 'vitest'
import { parseRegions } from './regions.ts'

describe('parseRegions', () => {
  it('finds regions of TypeScript and SQL, indented or not', () => {
    const source = [
      '// #region place-order',
      'a',
      '// #endregion',
      '  -- #region take-stock',
      'b',
      '  -- #endregion',
    ]
    expect(parseRegions(source.join('\n'))).toEqual({
      regions: [
        { name: 'place-order', start: 1, end: 3 },
        { name: 'take-stock', start: 4, end: 6 },
      ],
      faults: [],
    })
  })

  it('ignores what only looks like a marker', () => {
    const source = ["const text = '// #region place-order'", '/// #region x', '// #regional thing']
    expect(parseRegions(source.join('\n'))).toEqual({ regions: [], faults: [] })
  })

  it.each([
    ['a region that is never closed', ['// #region a', 'x'], [1, 'region a has no #endregion']],
    [
      'a region inside a region',
      ['// #region a', 'x', '// #region b', 'y', '// #endregion'],
      [1, 'region a has no #endregion'],
    ],
    ['an end without a start', ['x', '// #endregion'], [2, '#endregion without a #region before it']],
    [
      'a name used twice',
      ['// #region a', 'x', '// #endregion', '// #region a', 'y', '// #endregion'],
      [4, 'region a exists in this file already, in line 1'],
    ],
    [
      'a name that is not in kebab-case',
      ['// #region placeOrder', 'x', '// #endregion'],
      [1, 'region name "placeOrder" is not in kebab-case'],
    ],
    [
      'a region without a name',
      ['// #region', 'x', '// #endregion'],
      [1, 'region name "" is not in kebab-case'],
    ],
    ['an empty region', ['// #region a', '// #endregion'], [1, 'region a is empty']],
    [
      'a region of 41 lines',
      ['// #region a', ...Array(41).fill('x'), '// #endregion'],
      [1, 'region a has 41 lines, at most 40 are allowed'],
    ],
  ])('refuses %s', (_, lines, [line, message]) => {
    expect(parseRegions(lines.join('\n')).faults).toEqual([{ line, message }])
  })

  it('accepts a region of 40 lines', () => {
    const source = ['// #region a', ...Array(40).fill('x'), '// #endregion']
    expect(parseRegions(source.join('\n')).faults).toEqual([])
  })

  it('reads files with Windows line ends', () => {
    expect(parseRegions('// #region a\r\nx\r\n// #endregion\r\n')).toEqual({
      regions: [{ name: 'a', start: 1, end: 3 }],
      faults: [],
    })
  })
})
