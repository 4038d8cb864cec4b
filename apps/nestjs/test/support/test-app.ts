import { createTestDatabase } from '@backend-rosetta/database/testing'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { pino } from 'pino'
import request from 'supertest'
import { DataSource } from 'typeorm'
import { AppModule } from '../../src/app.module.ts'
import { appOptions, startApp } from '../../src/app.ts'
import { type Env, readEnv } from '../../src/env.ts'
import { createFastifyAdapter } from '../../src/http/fastify-adapter.ts'
import { SettlingWorker } from '../../src/orders/settling-worker.ts'

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** The app as in production, on a database and a gateway of its own, without a settling worker unless asked for. */
export async function startTestApp(options: { worker?: boolean } = {}) {
  const stack = new AsyncDisposableStack()
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const gatewayProcess = await startGatewayProcess()
  stack.defer(() => gatewayProcess.stop())

  const env = readEnv({
    DATABASE_URL: database.url,
    PAYMENT_GATEWAY_URL: gatewayProcess.url,
    NODE_ENV: 'test',
  })
  const instance = await startInstance(env, options)
  stack.defer(() => instance.app.close())
  return {
    ...instance,
    env,
    databaseUrl: database.url,
    gatewayUrl: gatewayProcess.url,
    /** Another instance on the same database and gateway. */
    async startSecond() {
      const second = await startInstance(env, options)
      stack.defer(() => second.app.close())
      return second
    },
    stop: () => stack.disposeAsync(),
  }
}

async function startInstance(env: Env, { worker = false }: { worker?: boolean }) {
  const deps = { env, logger: pino({ level: 'silent' }) }
  const testing = Test.createTestingModule({ imports: [AppModule.forRoot(deps)] })
  if (!worker) testing.overrideProvider(SettlingWorker).useValue({})
  const module = await testing.compile()
  const app = module.createNestApplication<NestFastifyApplication>(
    createFastifyAdapter(deps.logger),
    appOptions(deps),
  )
  await startApp(app, deps)
  await app.listen(0, '127.0.0.1')
  const server = app.getHttpServer()
  return { app, server, dataSource: app.get(DataSource), http: request(server) }
}
