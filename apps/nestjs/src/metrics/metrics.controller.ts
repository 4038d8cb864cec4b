import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Public } from '../auth/access.decorators.ts'
import { Metrics } from './metrics.ts'

@Public()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  // #region get-metrics
  @Get()
  getMetrics(@Res({ passthrough: true }) reply: FastifyReply) {
    const { registry } = this.metrics
    reply.type(registry.contentType)
    return registry.metrics()
  }
  // #endregion
}
