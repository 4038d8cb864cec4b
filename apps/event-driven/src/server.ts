import { runProcess } from './run-process.ts'
import { createRuntime } from './runtime.ts'
import { startServer } from './start-server.ts'

// Answers requests. Any number of these run side by side, and of workers.
await runProcess(async (env) => {
  const runtime = createRuntime(env, { name: 'server', channels: ['order_events'] })
  const server = await startServer(runtime)
  return {
    logger: runtime.logger,
    async stop() {
      await server.stop()
      await runtime.close()
    },
  }
})
