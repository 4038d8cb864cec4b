/** The factors that a choice is made by, in the order in which they are asked. */
export const factorIds = [
  'projectSize',
  'teamExpertise',
  'performance',
  'timeToMarket',
  'scalability',
  'ecosystem',
  'deployment',
  'budget',
  'security',
  'longTermSupport',
  'integration',
  'developerHappiness',
] as const

export type FactorId = (typeof factorIds)[number]

/** How much a factor matters: 0 not at all, 5 most. */
export type Weights = Readonly<Record<FactorId, number>>

export const heaviest = 5
export const usual = 3

export const usualWeights: Weights = everyFactor(() => usual)

/** The weights that an address names; what it does not name, or names wrongly, is as usual. */
export function readWeights(search: string): Weights {
  const query = new URLSearchParams(search)
  return everyFactor((id) => {
    const text = query.get(nameOf(id)) ?? ''
    return /^[0-5]$/.test(text) ? Number(text) : usual
  })
}

/** The query that names these weights; empty when all are as usual. */
export function weightsQuery(weights: Weights): string {
  const changed = factorIds.filter((id) => weights[id] !== usual)
  const query = changed.map((id) => `${nameOf(id)}=${weights[id]}`).join('&')
  return query ? `?${query}` : ''
}

/** As it stands in addresses: `time-to-market`. */
export function nameOf(id: FactorId): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** A number for each factor. */
export function everyFactor(of: (id: FactorId) => number): Record<FactorId, number> {
  return {
    projectSize: of('projectSize'),
    teamExpertise: of('teamExpertise'),
    performance: of('performance'),
    timeToMarket: of('timeToMarket'),
    scalability: of('scalability'),
    ecosystem: of('ecosystem'),
    deployment: of('deployment'),
    budget: of('budget'),
    security: of('security'),
    longTermSupport: of('longTermSupport'),
    integration: of('integration'),
    developerHappiness: of('developerHappiness'),
  }
}
