import { type Level, levelsUpTo } from '@backend-rosetta/contract/levels'
import type { Capability, Check } from '../check.ts'
import type { Target } from '../target.ts'
import type { Unselected } from './result.ts'

export interface Selection {
  level: Level
  /** Ids of checks (`ORD-3.2`) or of clauses (`ORD-3`); empty for all. */
  only?: readonly string[]
  /** Only checks whose id or title has this. */
  grep?: RegExp
}

/** The capabilities of a target, each with what it takes to have it. */
const capabilities: Record<Capability, { has: (target: Target) => boolean; how: string }> = {
  gateway: { has: ({ gatewayUrl }) => gatewayUrl !== undefined, how: 'needs --gateway-url' },
  process: { has: ({ launcher }) => launcher !== undefined, how: 'needs --command' },
  database: {
    has: ({ launcher }) => launcher?.cutsDatabase === true,
    how: 'needs --command and --database-url',
  },
  instances: {
    has: ({ baseUrls, launcher }) => baseUrls.length > 1 || launcher !== undefined,
    how: 'needs a second --url, or --command',
  },
}

/** Which checks a run is about, and why the others are not. */
export function selectChecks(checks: readonly Check[], target: Target, selection: Selection) {
  const selected: Check[] = []
  const unselected: Unselected[] = []
  for (const check of checks) {
    const reason = reasonAgainst(check, selection) ?? missing(check, target)
    if (reason === undefined) selected.push(check)
    else unselected.push({ id: check.id, title: check.title, level: check.level, reason })
  }
  return { selected, unselected }
}

/** Why a selection leaves a check out, if it does. */
export function reasonAgainst(check: Check, selection: Selection): string | undefined {
  const { level, only = [], grep } = selection
  if (only.length > 0 && !only.includes(check.id) && !only.includes(check.clause)) return 'not in --only'
  if (grep && !grep.test(`${check.id} ${check.title}`)) return 'not in --grep'
  return levelsUpTo(level).includes(check.level) ? undefined : `level ${check.level} is above ${level}`
}

/** What the check needs and the target lacks. */
function missing({ needs }: Check, target: Target): string | undefined {
  return needs.map((need) => capabilities[need]).find(({ has }) => !has(target))?.how
}
