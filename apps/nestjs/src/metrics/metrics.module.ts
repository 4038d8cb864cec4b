import { Global, Module } from '@nestjs/common'
import { AccessLog } from './access-log.ts'
import { MetricsController } from './metrics.controller.ts'
import { Metrics } from './metrics.ts'

@Global()
@Module({ controllers: [MetricsController], providers: [Metrics, AccessLog], exports: [Metrics] })
export class MetricsModule {}
