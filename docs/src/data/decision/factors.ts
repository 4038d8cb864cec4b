import type { FactorId } from '../../scripts/decide/factors.ts'
import type { MeasureId } from '../results/measures.ts'

interface Factor {
  name: string
  /** What a heavy weight says of a project. */
  asks: string
  /** Figures that say something about it. */
  measures: readonly MeasureId[]
}

/** What the factors of the guide mean here. */
export const factors: Readonly<Record<FactorId, Factor>> = {
  projectSize: {
    name: 'Project size',
    asks: 'The code will grow large, with many people and features in it.',
    measures: ['files', 'lines'],
  },
  teamExpertise: {
    name: 'Team expertise',
    asks: 'The team has to be productive with what it knows: little time to learn.',
    measures: ['orderFiles'],
  },
  performance: {
    name: 'Performance',
    asks: 'Every request has to be cheap and quick.',
    measures: ['readOrder', 'placeOrder', 'cpuReadOrder'],
  },
  timeToMarket: {
    name: 'Time to market',
    asks: 'A first version has to be out soon.',
    measures: ['lines'],
  },
  scalability: {
    name: 'Scalability',
    asks: 'Load will grow, come in bursts, or both.',
    measures: ['placeOrder'],
  },
  ecosystem: {
    name: 'Ecosystem',
    asks: 'Much should come from libraries and be found in examples.',
    measures: ['dependencies'],
  },
  deployment: {
    name: 'Deployment',
    asks: 'It has to run in many kinds of places, or to start quickly.',
    measures: ['startUp', 'installed'],
  },
  budget: {
    name: 'Budget',
    asks: 'Running and keeping it has to cost little.',
    measures: ['memoryIdle', 'memoryLoaded'],
  },
  security: {
    name: 'Security',
    asks: 'A mistake must not open a door, and what happened has to be provable.',
    measures: [],
  },
  longTermSupport: {
    name: 'Long-term support',
    asks: 'It has to be kept alive for many years.',
    measures: ['dependencies'],
  },
  integration: {
    name: 'Integration',
    asks: 'Other systems have to be called, fed and told.',
    measures: [],
  },
  developerHappiness: {
    name: 'Developer happiness',
    asks: 'Working on it every day should be a pleasure.',
    measures: [],
  },
}
