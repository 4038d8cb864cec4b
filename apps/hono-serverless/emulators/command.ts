import { existsSync } from 'node:fs'
import { ConfigurationError, type Env, readEnv } from '../src/env.ts'
import { openFront, type Serve } from './front.ts'

/** What stands behind the front door. */
export interface Platform {
  serve: Serve
  /** Ends whatever runs, at once. */
  stop: () => Promise<void>
}

/**
 * An emulator as a process like any other server: listens on HOST:PORT, and ends in order on SIGTERM.
 * @param bundle the file that the platform runs
 */
export async function runPlatform(bundle: string, start: () => Promise<Platform>): Promise<void> {
  const env = readEnvOrExit()
  if (!existsSync(bundle)) {
    console.error(`There is no ${bundle}: pnpm build makes it.`)
    process.exit(1)
  }
  const platform = await start()
  const front = await openFront(platform.serve, { host: env.HOST, port: env.PORT }).catch((error: Error) => {
    console.error(
      `Cannot listen on ${env.HOST}:${env.PORT}: set HOST and PORT to a free address. ${error.message}`,
    )
    return process.exit(1)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await front.close()
      await platform.stop()
      process.exit(0)
    })
  }
}

function readEnvOrExit(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    console.error(error.message)
    return process.exit(1)
  }
}
