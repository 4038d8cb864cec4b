import type { ModuleMetadata } from '@nestjs/common'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { pino } from 'pino'
import { ProblemFilter } from '../../src/http/problem.filter.ts'

/** A Nest app with nothing but what a test puts into it, and problems. */
export async function startTinyApp(metadata: ModuleMetadata): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule(metadata).compile()
  const adapter = new FastifyAdapter({ loggerInstance: pino({ level: 'silent' }) })
  const app = module.createNestApplication<NestFastifyApplication>(adapter, { logger: false })
  app.useGlobalFilters(new ProblemFilter())
  await app.init()
  return app
}
