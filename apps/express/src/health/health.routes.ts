import type { Readiness } from '@backend-rosetta/contract/health'
import { Router } from 'express'
import { sql } from 'kysely'
import type { Registry } from 'prom-client'
import type { Db } from '../db/database.ts'
import { otherMethods } from '../http/fallbacks.ts'

interface Deps {
  db: Db
  registry: Registry
  isStopping: () => boolean
}

export function healthRoutes({ db, registry, isStopping }: Deps): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/health/live')
    // #region get-liveness
    .get((_req, res) => {
      res.json({ status: 'ok' })
    })
    // #endregion
    .all(otherMethods)

  router
    .route('/health/ready')
    // #region get-readiness
    .get(async (_req, res) => {
      const database = (await answers(db)) ? 'ok' : 'unavailable'
      const status = database === 'ok' && !isStopping() ? 'ok' : 'unavailable'
      const body: Readiness = { status, checks: { database } }
      res.status(status === 'ok' ? 200 : 503).json(body)
    })
    // #endregion
    .all(otherMethods)

  router
    .route('/metrics')
    // #region get-metrics
    .get(async (_req, res) => {
      res.type(registry.contentType).send(await registry.metrics())
    })
    // #endregion
    .all(otherMethods)

  return router
}

async function answers(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}
