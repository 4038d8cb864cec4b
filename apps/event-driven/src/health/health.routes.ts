import type { Readiness } from '@backend-rosetta/contract/health'
import type { Registry } from 'prom-client'
import type { Queries } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Routes } from '../http/validation.ts'

export interface HealthDeps {
  db: Queries
  registry: Registry
  isStopping: () => boolean
}

export const healthRoutes: Routes<HealthDeps> = async (app, { db, registry, isStopping }) => {
  // #region get-liveness
  app.get('/health/live', async () => ({ status: 'ok' }))
  // #endregion

  // #region get-readiness
  app.get('/health/ready', async (_request, reply) => {
    const database = (await answers(db)) ? 'ok' : 'unavailable'
    const status = database === 'ok' && !isStopping() ? 'ok' : 'unavailable'
    const readiness: Readiness = { status, checks: { database } }
    return reply.code(status === 'ok' ? 200 : 503).send(readiness)
  })
  // #endregion

  // #region get-metrics
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  // #endregion
}

async function answers(db: Queries): Promise<boolean> {
  try {
    await db.query(sql`select 1`)
    return true
  } catch {
    return false
  }
}
