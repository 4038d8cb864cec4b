import { runProcess } from './run-process.ts'
import { createRuntime } from './runtime.ts'
import { startServer } from './start-server.ts'
import { startWorker } from './start-worker.ts'

// Server and worker in one process: the smallest installation.
await runProcess(async (env) => {
  const runtime = createRuntime(env, { name: 'server', channels: ['order_events', 'outbox', 'deliveries'] })
  const worker = await startWorker(runtime)
  const server = await startServer(runtime)
  return {
    logger: runtime.logger,
    async stop() {
      await Promise.all([server.stop(), worker.stop()])
      await runtime.close()
    },
  }
})
