import { NestFactory } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Logger, PinoLogger } from 'nestjs-pino'
import { type AppDeps, AppModule } from './app.module.ts'
import { setUpDocs } from './docs/set-up-docs.ts'
import { createFastifyAdapter } from './http/fastify-adapter.ts'
import { Routes } from './http/other-methods.ts'
import { corsOptions, securityHeaders } from './http/security.ts'

/** The composition root: the modules on Fastify, ready to listen. */
export async function createApp(deps: AppDeps): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(deps),
    createFastifyAdapter(deps.logger),
    appOptions(deps),
  )
  return startApp(app, deps)
}

/** What Nest is told when an app is made, here and in the tests. */
export function appOptions({ logger }: AppDeps) {
  return {
    abortOnError: false,
    // Fastify's: see createFastifyAdapter.
    bodyParser: false,
    logger: new Logger(new PinoLogger({ pinoHttp: { logger } }), {}),
  }
}

/** Adds what belongs to no module, then starts the modules. */
export async function startApp(
  app: NestFastifyApplication,
  { env, logger }: AppDeps,
): Promise<NestFastifyApplication> {
  const fastify = app.getHttpAdapter().getInstance()
  const routes = new Routes()
  routes.watch(fastify)
  app.enableCors(corsOptions(env.CORS_ORIGINS))
  app.useSecurityHeaders(securityHeaders)
  setUpDocs(app, logger)
  await app.init()
  routes.complete(fastify)
  return app
}
