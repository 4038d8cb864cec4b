import { statsSchema } from '@backend-rosetta/contract/stats'
import type { Access } from '../auth/access.ts'
import type { Queries } from '../db/database.ts'
import type { Routes } from '../http/validation.ts'
import { getStats } from './stats.queries.ts'

export const adminRoutes: Routes<{ db: Queries; access: Access }> = async (app, { db, access }) => {
  app.addHook('preValidation', access.user)
  app.addHook('preValidation', access.adminOnly)

  // #region get-stats
  app.get('/stats', { schema: { response: { 200: statsSchema } } }, async () => getStats(db))
  // #endregion
}
