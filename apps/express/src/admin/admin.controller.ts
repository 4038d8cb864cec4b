import type { Request, Response } from 'express'
import type { StatsService } from './stats.service.ts'

export type AdminController = ReturnType<typeof createAdminController>

export function createAdminController(stats: StatsService) {
  return {
    // #region get-stats
    async getStats(_req: Request, res: Response) {
      res.json(await stats.getStats())
    },
    // #endregion
  }
}
