import { type Level, levels } from '@backend-rosetta/contract/levels'
import type { Report } from '@backend-rosetta/contract-tests/run/result'
import * as z from 'zod'

const levelSchema = z.object({
  /** Checks that passed. */
  kept: z.number(),
  /** Checks that ran. */
  checks: z.number(),
})

const appConformanceSchema = z.object({
  name: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  levels: z.record(z.enum(levels), levelSchema),
  /** Declared, with the reason, and indeed not kept. */
  deviations: z.array(z.object({ id: z.string(), reason: z.string() })),
  /** Neither kept nor declared. */
  notKept: z.array(z.object({ id: z.string(), outcome: z.string() })),
})

/** What `pnpm scorecard --conformance` writes. */
export const conformanceSchema = z.object({
  /** Grows when a property changes its meaning or goes away. */
  format: z.literal(1),
  apps: z.array(appConformanceSchema),
})

export type Conformance = z.infer<typeof conformanceSchema>
export type AppConformance = z.infer<typeof appConformanceSchema>

/** What is kept of a run of the suite. */
export function conformanceOf(name: string, { startedAt, results }: Report): AppConformance {
  const ordered = results.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
  const perLevel = (level: Level) => {
    const ran = ordered.filter((result) => result.level === level)
    return { kept: ran.filter(({ outcome }) => outcome === 'passed').length, checks: ran.length }
  }
  return {
    name,
    startedAt,
    levels: {
      core: perLevel('core'),
      secure: perLevel('secure'),
      reliable: perLevel('reliable'),
      live: perLevel('live'),
      ops: perLevel('ops'),
    },
    deviations: ordered
      .filter(({ outcome }) => outcome === 'deviation')
      .map(({ id, reason = '' }) => ({ id, reason })),
    notKept: ordered
      .filter(({ outcome }) => outcome !== 'passed' && outcome !== 'deviation')
      .map(({ id, outcome }) => ({ id, outcome })),
  }
}

/** The result with these apps in it, instead of what an earlier run said of them; the others stay. */
export function withApps(
  earlier: Conformance | undefined,
  fresh: readonly AppConformance[],
  order: readonly string[],
): Conformance {
  const byName = new Map([...(earlier?.apps ?? []), ...fresh].map((app) => [app.name, app]))
  return { format: 1, apps: order.flatMap((name) => byName.get(name) ?? []) }
}
