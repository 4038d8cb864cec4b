import type { CourseApp, Exercise } from '../schema.ts'

/** Done when these checks pass. Where any server will do, Express stands for it. */
export function byChecks(app: CourseApp | 'any', checks: string[]): Pick<Exercise, 'app' | 'run' | 'proof'> {
  const target = app === 'any' ? 'express' : app
  return { app, run: `pnpm contract ${target} --only ${checks.join(',')}`, proof: { checks } }
}

/** Done when this test of the app passes. */
export function byTest(app: CourseApp, test: string): Pick<Exercise, 'app' | 'run' | 'proof'> {
  return { app, run: `pnpm --filter ./apps/${app} exec vitest run ${test}`, proof: { test } }
}
