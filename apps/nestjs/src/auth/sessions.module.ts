import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { RefreshTokenEntity } from './refresh-token.entity.ts'
import { SessionEntity } from './session.entity.ts'
import { SessionsRepository } from './sessions.repository.ts'

/** Logins are kept apart from logging in: accounts end them, and logging in needs accounts. */
@Module({
  imports: [TypeOrmModule.forFeature([SessionEntity, RefreshTokenEntity])],
  providers: [SessionsRepository],
  exports: [SessionsRepository],
})
export class SessionsModule {}
