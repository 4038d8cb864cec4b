import type { Access } from '../auth/authenticate.ts'
import { contractRoute } from '../http/contract-route.ts'
import { router } from '../http/router.ts'
import { getStats } from './stats.ts'

export function adminRoutes(access: Access) {
  return (
    router()
      // #region get-stats
      .openapi(contractRoute('getStats', access.admin), async (c) => c.json(await getStats(c.var.db), 200))
    // #endregion
  )
}
