import { createApp } from './app.ts'
import { ConfigurationError, type Env, readEnv } from './env.ts'
import { createLogger } from './logger.ts'

/**
 * Connections that may wait to be accepted. A crowd does not fit in Node's 511, and whom the kernel turns away hears
 * nothing: it tries again after seconds, when this server could have refused it at once (OPS-8). Linux allows 4096.
 */
const backlog = 4096

try {
  await start(readEnv())
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function start(env: Env): Promise<void> {
  const app = await createApp({ env, logger: createLogger(env.LOG_LEVEL) })
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true })
  try {
    await app.listen({ port: env.PORT, host: env.HOST, backlog })
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    console.error(`Cannot listen on ${env.HOST}:${env.PORT}: set HOST and PORT to a free address. ${reason}`)
    process.exit(1)
  }
}
