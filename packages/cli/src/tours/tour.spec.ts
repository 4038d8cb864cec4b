import { describe, expect, it } from 'vitest'
import { parseTour } from './tour.ts'

const step = { file: 'src/orders/orders.routes.ts', region: 'place-order', role: 'edge', note: 'the route' }

function problemsOf(value: unknown): string[] {
  return parseTour(JSON.stringify(value, null, 2), 'tour.json').problems.map(
    ({ line, message }) => `${line} ${message}`,
  )
}

describe('parseTour', () => {
  it('reads a tour and remembers its lines', () => {
    const json = JSON.stringify({ placeOrder: [step, step], getOrder: [step] }, null, 2)
    const { tour, problems, lineOf } = parseTour(json, 'tour.json')
    expect(problems).toEqual([])
    expect(tour).toEqual({ placeOrder: [step, step], getOrder: [step] })
    expect([lineOf('placeOrder'), lineOf('placeOrder', 1), lineOf('getOrder')]).toEqual([2, 9, 16])
  })

  it.each([
    [
      'a word without quotes',
      '{\n  "placeOrder": [\n    nonsense\n  ]\n}',
      "3 is not JSON: Unexpected token 'o'",
    ],
    [
      'a forgotten comma',
      '{\n  "a": []\n  "b": []\n}',
      "3 is not JSON: Expected ',' or '}' after property value",
    ],
    ['a comma too many', '{\n  "a": [],\n}', '3 is not JSON: Expected double-quoted property name'],
  ])('names the line of %s', (_, json, expected) => {
    const { problems } = parseTour(json, 'tour.json')
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      expect.stringContaining(expected),
    ])
  })

  it('names the last line of a text that ends too early', () => {
    expect(parseTour('{\n  "placeOrder": [\n', 'tour.json').problems).toMatchObject([{ line: 2 }])
  })

  it('names an unknown operation and the one that was meant', () => {
    expect(problemsOf({ plceOrder: [step] })).toEqual([
      '2 plceOrder is no operation of the contract. Did you mean "placeOrder"?',
    ])
  })

  it.each([
    ['another role', { ...step, role: 'handler' }, /^6 placeOrder\/0\/role: /],
    ['a missing note', { ...step, note: undefined }, /^3 placeOrder\/0\/note: /],
    ['a note that is a paragraph', { ...step, note: 'x'.repeat(81) }, /^7 placeOrder\/0\/note: .*80/],
    ['an unknown property', { ...step, why: 'x' }, /^3 placeOrder\/0: .*"why"/],
    ['a path with backslashes', { ...step, file: 'src\\a.ts' }, /^4 placeOrder\/0\/file: .*forward slashes/],
  ])('refuses %s', (_, faulty, expected) => {
    const problems = problemsOf({ placeOrder: [faulty] })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(expected)
  })

  it('reports all faults, not only the first', () => {
    expect(problemsOf({ placeOrder: [{ ...step, role: 'x' }], getOrder: [] })).toHaveLength(2)
  })
})
