import type { Readiness } from '@backend-rosetta/contract/health'
import { sql } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { contractRoute } from '../http/contract-route.ts'
import { router } from '../http/router.ts'
import { notFound } from '../problems.ts'

export function healthRoutes({ metrics, isStopping }: Pick<Deps, 'metrics' | 'isStopping'>) {
  return (
    router()
      // #region get-liveness
      .openapi(contractRoute('getLiveness'), (c) => c.json({ status: 'ok' } as const, 200))
      // #endregion

      // #region get-readiness
      .openapi(contractRoute('getReadiness'), async (c) => {
        const database = (await answers(c.var.db)) ? 'ok' : 'unavailable'
        const status = database === 'ok' && !isStopping() ? 'ok' : 'unavailable'
        const body: Readiness = { status, checks: { database } }
        return c.json(body, status === 'ok' ? 200 : 503)
      })
      // #endregion

      // #region get-metrics
      .openapi(contractRoute('getMetrics'), async (c) => {
        if (!metrics) throw notFound()
        return c.text(await metrics.render(), 200, { 'Content-Type': metrics.contentType })
      })
    // #endregion
  )
}

async function answers(db: Db): Promise<boolean> {
  try {
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
