import { Global, Module } from '@nestjs/common'
import { Clock } from './clock.ts'
import { Ids } from './ids.ts'

/** What every feature may ask for without importing it. */
@Global()
@Module({ providers: [Clock, Ids], exports: [Clock, Ids] })
export class CoreModule {}
