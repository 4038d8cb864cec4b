import { Router } from 'express'
import type { Access } from '../auth/authenticate.ts'
import { otherMethods } from '../http/fallbacks.ts'
import type { AdminController } from './admin.controller.ts'

export function adminRoutes(admin: AdminController, access: Access): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/api/v1/admin/stats')
    // #region get-stats
    .get(access.admin, admin.getStats)
    // #endregion
    .all(otherMethods)

  return router
}
