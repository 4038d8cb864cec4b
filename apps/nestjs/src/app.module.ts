import { type DynamicModule, Module } from '@nestjs/common'
import { ConfigModule } from '@nestjs/config'
import { APP_FILTER, APP_PIPE } from '@nestjs/core'
import { ScheduleModule } from '@nestjs/schedule'
import { LoggerModule } from 'nestjs-pino'
import type { Logger } from 'pino'
import { AdminModule } from './admin/admin.module.ts'
import { AuthModule } from './auth/auth.module.ts'
import { CoreModule } from './core.module.ts'
import { DatabaseModule } from './db/database.module.ts'
import { DocsModule } from './docs/docs.module.ts'
import type { Env } from './env.ts'
import { HealthModule } from './health/health.module.ts'
import { Housekeeping } from './housekeeping.ts'
import { ContractValidationPipe } from './http/contract-validation.pipe.ts'
import { LoadLimit } from './http/load-limit.ts'
import { ProblemFilter } from './http/problem.filter.ts'
import { MetricsModule } from './metrics/metrics.module.ts'
import { OrdersModule } from './orders/orders.module.ts'
import { ProductsModule } from './products/products.module.ts'
import { UsersModule } from './users/users.module.ts'

export interface AppDeps {
  env: Env
  logger: Logger
}

/** All modules, and what holds for every route of them. */
@Module({})
export class AppModule {
  static forRoot({ env, logger }: AppDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [
        // Parsed before the first module exists, by env.ts, and by nothing else.
        ConfigModule.forRoot({
          isGlobal: true,
          ignoreEnvFile: true,
          skipProcessEnv: true,
          load: [() => env],
        }),
        // Within a request it is the request's own logger, which Fastify makes.
        LoggerModule.forRoot({ pinoHttp: { logger }, useExisting: true }),
        ScheduleModule.forRoot(),
        CoreModule,
        DatabaseModule,
        AuthModule,
        UsersModule,
        ProductsModule,
        OrdersModule,
        AdminModule,
        HealthModule,
        MetricsModule,
        DocsModule,
      ],
      providers: [
        { provide: APP_PIPE, useClass: ContractValidationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Housekeeping,
        LoadLimit,
      ],
    }
  }
}
