import { Module } from '@nestjs/common'
import { AdminController } from './admin.controller.ts'
import { StatsRepository } from './stats.repository.ts'
import { StatsService } from './stats.service.ts'

@Module({ controllers: [AdminController], providers: [StatsRepository, StatsService] })
export class AdminModule {}
