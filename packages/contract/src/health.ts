import * as z from 'zod'

const healthStatus = z.enum(['ok', 'unavailable'])

export const livenessSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Liveness' })

/** `checks` names what the app depends on; `database` is always there. Source: clause OPS-1. */
export const readinessSchema = z
  .strictObject({
    status: healthStatus,
    checks: z.object({ database: healthStatus }).catchall(healthStatus),
  })
  .meta({ id: 'Readiness' })

export type Readiness = z.infer<typeof readinessSchema>
