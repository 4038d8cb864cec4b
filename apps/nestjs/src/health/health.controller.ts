import type { Readiness } from '@backend-rosetta/contract/health'
import { Controller, Get, Res } from '@nestjs/common'
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus'
import type { FastifyReply } from 'fastify'
import { Public } from '../auth/access.decorators.ts'
import { Stopping } from './stopping.ts'

/** Within the 3 s of clause OPS-1. */
const timeout = 2500

@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly stopping: Stopping,
  ) {}

  // #region get-liveness
  @Get('live')
  getLiveness() {
    return { status: 'ok' }
  }
  // #endregion

  // #region get-readiness
  @Get('ready')
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const check = this.health.check([() => this.database.pingCheck('database', { timeout })])
    const database = await check.then(
      () => 'ok' as const,
      () => 'unavailable' as const,
    )
    const status = this.stopping.signal.aborted ? 'unavailable' : database
    reply.code(status === 'ok' ? 200 : 503)
    return { status, checks: { database } }
  }
  // #endregion
}
