import { Module } from '@nestjs/common'
import { TerminusModule } from '@nestjs/terminus'
import { HealthController } from './health.controller.ts'
import { Stopping } from './stopping.ts'

/** Long enough for a load balancer to see that this instance is not ready any more. */
const gracefulShutdownTimeoutMs = 500

@Module({
  imports: [TerminusModule.forRoot({ gracefulShutdownTimeoutMs, logger: false })],
  controllers: [HealthController],
  providers: [Stopping],
  exports: [Stopping],
})
export class HealthModule {}
