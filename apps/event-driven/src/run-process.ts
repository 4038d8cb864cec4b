import type { Logger } from 'pino'
import { ConfigurationError, type Env, readEnv } from './env.ts'
import { startTracing } from './telemetry/tracing.ts'

/** What runs in a process, until it is stopped. */
export interface Running {
  logger: Pick<Logger, 'info'>
  stop: () => Promise<void>
}

/** Whatever still hangs then is given up. */
const lastResortMilliseconds = 9500

/** Starts with the configuration in the environment, and ends in order on a signal, within 10 s (OPS-4). */
export async function runProcess(start: (env: Env) => Promise<Running>): Promise<void> {
  try {
    const env = readEnv()
    const stopTracing = await startTracing(env)
    const { logger, stop } = await start(env)
    const running = { logger, stop: () => stop().finally(stopTracing) }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => shutDown(running, signal))
  } catch (error) {
    const message = explain(error)
    if (message === undefined) throw error
    console.error(message)
    process.exit(1)
  }
}

/** A signal that comes again ends the process at once. */
function shutDown({ logger, stop }: Running, signal: NodeJS.Signals): void {
  setTimeout(() => process.exit(1), lastResortMilliseconds).unref()
  logger.info({ signal }, 'stopping')
  void stop().then(() => {
    logger.info('stopped')
    process.exit(0)
  })
}

/** What a person can do about it, where that is known. */
function explain(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return undefined
  return `Cannot listen: set HOST and PORT to a free address. ${error.message}`
}
