import { Module } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { APP_GUARD } from '@nestjs/core'
import { JwtModule } from '@nestjs/jwt'
import type { Env } from '../env.ts'
import { UsersModule } from '../users/users.module.ts'
import { AccessTokenGuard } from './access-token.guard.ts'
import { AccessTokens } from './access-tokens.ts'
import { AuthController } from './auth.controller.ts'
import { AuthService } from './auth.service.ts'
import { jwtOptions } from './jwt-options.ts'
import { LoginLimiter } from './login-limiter.ts'
import { RolesGuard } from './roles.guard.ts'
import { SessionsModule } from './sessions.module.ts'

@Module({
  imports: [
    SessionsModule,
    UsersModule,
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService<Env, true>) => jwtOptions(config.get('JWT_SECRET', { infer: true })),
    }),
  ],
  controllers: [AuthController],
  providers: [
    AccessTokens,
    AuthService,
    LoginLimiter,
    // In this order: first who it is, then what they may do. They guard every route of every module.
    { provide: APP_GUARD, useClass: AccessTokenGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
  exports: [SessionsModule],
})
export class AuthModule {}
