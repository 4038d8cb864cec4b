import { Controller, Get, UseInterceptors } from '@nestjs/common'
import { Roles } from '../auth/access.decorators.ts'
import { TimeoutInterceptor } from '../http/timeout.interceptor.ts'
import { StatsService } from './stats.service.ts'

@Roles('admin')
@Controller('api/v1/admin')
@UseInterceptors(TimeoutInterceptor)
export class AdminController {
  constructor(private readonly stats: StatsService) {}

  // #region get-stats
  @Get('stats')
  getStats() {
    return this.stats.getStats()
  }
  // #endregion
}
