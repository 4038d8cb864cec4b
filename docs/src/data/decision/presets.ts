import { type FactorId, usualWeights, type Weights } from '../../scripts/decide/factors.ts'

interface Preset {
  name: string
  weights: Weights
}

/** Projects that many have, to begin with. */
export const presets: readonly Preset[] = [
  preset('A first version, soon', {
    timeToMarket: 5,
    teamExpertise: 5,
    budget: 4,
    projectSize: 1,
    scalability: 1,
  }),
  preset('A product of many teams', {
    projectSize: 5,
    security: 5,
    longTermSupport: 4,
    integration: 4,
    timeToMarket: 1,
    budget: 1,
  }),
  preset('Requests now and then, in bursts', {
    deployment: 5,
    budget: 5,
    scalability: 4,
    ecosystem: 2,
    integration: 1,
  }),
  preset('Orders that no outage may lose', {
    scalability: 5,
    integration: 5,
    projectSize: 2,
    performance: 2,
    longTermSupport: 2,
    ecosystem: 1,
    developerHappiness: 1,
    timeToMarket: 0,
    teamExpertise: 0,
    budget: 0,
    deployment: 0,
  }),
]

function preset(name: string, changes: Partial<Record<FactorId, number>>): Preset {
  return { name, weights: { ...usualWeights, ...changes } }
}
