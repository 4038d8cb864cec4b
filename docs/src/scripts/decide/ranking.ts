import { type FactorId, factorIds, type Weights } from './factors.ts'

/** From 1, speaks against it, to 5, speaks for it. */
export type Scores = Readonly<Record<FactorId, number>>

export const best = 5

/** A factor that lifts a style above the others, or pulls it below them. */
export interface Push {
  factor: FactorId
  /** In weighted points, against the mean of the other styles. */
  points: number
}

export interface Ranked {
  style: string
  /** From 1; styles with equal points share one. */
  place: number
  /** The sum of weight × score. */
  points: number
  /** The part of the most that the weights allow: 0 to 1. */
  share: number
  /** The strongest first, three at most. */
  lifts: Push[]
  drags: Push[]
}

/** The styles by weight × score, the best first, each with the factors that put it there. */
export function rank(weights: Weights, scores: ReadonlyMap<string, Scores>): Ranked[] {
  const most = best * sum(factorIds.map((id) => weights[id]))
  const rated = [...scores].map(([style, own]) => {
    const points = sum(factorIds.map((id) => weights[id] * own[id]))
    const others = [...scores].flatMap(([name, other]) => (name === style ? [] : [other]))
    return { style, points, share: most === 0 ? 0 : points / most, ...pushes(weights, own, others) }
  })
  const sorted = rated.sort((a, b) => b.points - a.points)
  return sorted.map((entry) => ({
    ...entry,
    place: sorted.findIndex(({ points }) => points === entry.points) + 1,
  }))
}

function pushes(weights: Weights, own: Scores, others: readonly Scores[]): Pick<Ranked, 'lifts' | 'drags'> {
  const all = factorIds.map((factor): Push => {
    const mean = others.length === 0 ? own[factor] : sum(others.map((other) => other[factor])) / others.length
    return { factor, points: weights[factor] * (own[factor] - mean) }
  })
  return {
    lifts: all
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, 3),
    drags: all
      .filter(({ points }) => points < 0)
      .sort((a, b) => a.points - b.points)
      .slice(0, 3),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
