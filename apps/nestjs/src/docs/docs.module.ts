import { Module } from '@nestjs/common'
import { ProblemsController } from './problems.controller.ts'

@Module({ controllers: [ProblemsController] })
export class DocsModule {}
