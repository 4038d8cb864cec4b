import type { FactorId } from '../../scripts/decide/factors.ts'

/** How well a style serves a factor, from 1 (speaks against it) to 5 (speaks for it), and why. */
interface Judgement {
  score: 1 | 2 | 3 | 4 | 5
  reason: string
}

export type Judgements = Readonly<Record<FactorId, Judgement>>
