import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '@backend-rosetta/contract-tests/server/child'
import { launchServer } from '@backend-rosetta/contract-tests/server/launch'
import type { LaunchedServer } from '@backend-rosetta/contract-tests/target'
import { createTestDatabase } from '@backend-rosetta/database/testing'
import { type GatewayProcess, startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import type { AppUnderTest } from '@backend-rosetta/test-support/fixtures'
import request from 'supertest'
import { migrations } from './migrations.ts'

const folder = fileURLToPath(new URL('../..', import.meta.url))

/** Servers and workers as processes of their own, which can be killed, on one database, gateway and broker. */
export interface Cluster extends AppUnderTest {
  server: LaunchedServer
  gateway: GatewayProcess
  /** One more worker. */
  startWorker: () => Promise<Child>
  stop: () => Promise<void>
}

export async function startCluster(natsUrl: string): Promise<Cluster> {
  await using started = new AsyncDisposableStack()
  const database = started.adopt(await createTestDatabase({ migrations }), ({ drop }) => drop())
  const gateway = started.adopt(await startGatewayProcess(), (process) => process.stop())
  const env = {
    DATABASE_URL: database.url,
    PAYMENT_GATEWAY_URL: gateway.url,
    NATS_URL: natsUrl,
    LOG_LEVEL: 'warn',
  }
  const options = { command: run('server'), cwd: folder, env, databaseUrl: database.url }
  const server = started.adopt(await launchServer(options), (launched) => launched.close())
  const workers: Child[] = []
  started.defer(async () => void (await Promise.all(workers.map((worker) => worker.stop('SIGKILL', 0)))))
  const stack = started.move()
  return {
    http: request(server.baseUrl),
    databaseUrl: database.url,
    server,
    gateway,
    async startWorker() {
      const worker = await startChild({ command: run('worker'), cwd: folder, env })
      workers.push(worker)
      return worker
    },
    stop: () => stack.disposeAsync(),
  }
}

function run(entry: string): [string, ...string[]] {
  return [process.execPath, '--conditions=@backend-rosetta/source', `src/${entry}.ts`]
}
