import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { SwaggerModule } from '@nestjs/swagger'
import type { Logger } from 'pino'
import { createFastifyAdapter } from '../http/fastify-adapter.ts'
import { ProblemFilter } from '../http/problem.filter.ts'
import { createDocument } from './openapi.ts'

@Module({})
class DocsAppModule {}

/** An app that listens nowhere: Swagger UI, and the document that it shows. */
export async function createDocsApp(
  app: NestFastifyApplication,
  logger: Logger,
): Promise<NestFastifyApplication> {
  const docs = await NestFactory.create<NestFastifyApplication>(DocsAppModule, createFastifyAdapter(logger), {
    logger: false,
    bodyParser: false,
  })
  docs.useGlobalFilters(new ProblemFilter())
  // #region get-docs
  SwaggerModule.setup('docs', docs, () => createDocument(app), {
    customSiteTitle: 'Order API',
    swaggerOptions: { persistAuthorization: true, validatorUrl: null },
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
  })
  // #endregion
  return docs.init()
}
