import { expect, test } from 'vitest'
import { factorIds, readWeights, usualWeights, type Weights, weightsQuery } from './factors.ts'
import { rank, type Scores } from './ranking.ts'

const plain: Scores = usualWeights
const nothing: Weights = readWeights(`?${factorIds.map((id) => `${kebab(id)}=0`).join('&')}`)

test('given equal weights, the higher sum of scores comes first', () => {
  const [first, second] = rank(
    usualWeights,
    stylesWith({ quick: { performance: 5 }, slow: { performance: 1 } }),
  )
  expect(first).toMatchObject({ style: 'quick', place: 1, points: 3 * (11 * 3 + 5) })
  expect(second).toMatchObject({ style: 'slow', place: 2, points: 3 * (11 * 3 + 1) })
})

test('given a factor without weight, it moves nobody', () => {
  const ranked = rank(
    { ...usualWeights, performance: 0 },
    stylesWith({ quick: { performance: 5 }, slow: { performance: 1 } }),
  )
  expect(ranked.map(({ place }) => place)).toEqual([1, 1])
  expect(ranked.flatMap(({ lifts, drags }) => [...lifts, ...drags])).toEqual([])
})

test('the ranking says which factors made it, the strongest first, and by how much', () => {
  const weights = { ...usualWeights, security: 5 }
  const [first, second] = rank(
    weights,
    stylesWith({ careful: { security: 5, performance: 4 }, loose: { performance: 2, budget: 5 } }),
  )
  expect(first?.lifts).toEqual([
    { factor: 'security', points: 10 },
    { factor: 'performance', points: 6 },
  ])
  expect(first?.drags).toEqual([{ factor: 'budget', points: -6 }])
  expect(second?.lifts).toEqual([{ factor: 'budget', points: 6 }])
})

test('given no weights at all, all are first and nothing is divided by zero', () => {
  const ranked = rank(nothing, stylesWith({ a: { budget: 5 }, b: {} }))
  expect(ranked.map(({ place, share }) => [place, share])).toEqual([
    [1, 0],
    [1, 0],
  ])
})

test('given the highest scores everywhere, the share is whole', () => {
  const full = readWeights(`?${factorIds.map((id) => `${kebab(id)}=5`).join('&')}`)
  expect(rank(full, new Map([['a', full]]))[0]?.share).toBe(1)
})

test('weights are kept in the address and read from it', () => {
  const weights = { ...usualWeights, timeToMarket: 5, budget: 0 }
  expect(weightsQuery(weights)).toBe('?time-to-market=5&budget=0')
  expect(readWeights(weightsQuery(weights))).toEqual(weights)
  expect(weightsQuery(usualWeights)).toBe('')
})

test.each(['6', '-1', '2.5', 'much', ''])('given %j for a weight, it is as usual', (text) => {
  expect(readWeights(`?budget=${text}`)).toEqual(usualWeights)
})

function stylesWith(changes: Record<string, Partial<Scores>>): Map<string, Scores> {
  return new Map(Object.entries(changes).map(([style, own]) => [style, { ...plain, ...own }]))
}

function kebab(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
