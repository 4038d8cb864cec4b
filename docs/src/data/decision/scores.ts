import { everyFactor } from '../../scripts/decide/factors.ts'
import type { Scores } from '../../scripts/decide/ranking.ts'
import type { Judgements } from './judgement.ts'
import { eventDriven } from './scores/event-driven.ts'
import { express } from './scores/express.ts'
import { honoServerless } from './scores/hono-serverless.ts'
import { nestjs } from './scores/nestjs.ts'

const byApp: ReadonlyMap<string, Judgements> = new Map([
  ['express', express],
  ['nestjs', nestjs],
  ['hono-serverless', honoServerless],
  ['event-driven', eventDriven],
])

/**
 * What speaks for an app and against it.
 * @throws TypeError for an app that nobody has judged: the build fails until somebody does
 */
export function judgementsOf(app: string): Judgements {
  const judgements = byApp.get(app)
  if (!judgements)
    throw new TypeError(`Nobody has judged ${app}: add docs/src/data/decision/scores/${app}.ts.`)
  return judgements
}

/** Only the scores of some apps, as the ranking takes them. */
export function scoresOf(apps: readonly string[]): Map<string, Scores> {
  return new Map(apps.map((app) => [app, everyFactor((id) => judgementsOf(app)[id].score)]))
}
