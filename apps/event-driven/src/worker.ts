import { startWorkerEndpoint } from './health/worker-endpoint.ts'
import { runProcess } from './run-process.ts'
import { createRuntime } from './runtime.ts'
import { startWorker } from './start-worker.ts'

// Sees to what was promised: publishes, reserves, charges, counts. Any number of these run side by side.
await runProcess(async (env) => {
  const runtime = createRuntime(env, { name: 'worker', channels: ['order_events', 'outbox', 'deliveries'] })
  const worker = await startWorker(runtime)
  const endpoint = env.METRICS_PORT && (await startWorkerEndpoint(runtime, env.METRICS_PORT))
  return {
    logger: runtime.logger,
    async stop() {
      await worker.stop()
      if (endpoint) await endpoint.stop()
      await runtime.close()
    },
  }
})
