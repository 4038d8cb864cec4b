import type { Exit, Launcher } from '../target.ts'
import { startChild } from './child.ts'
import { childOptions, freePort, launchServer, type ServerOptions } from './launch.ts'

export interface LauncherOptions extends Omit<ServerOptions, 'port' | 'cutsDatabase'> {
  /** Makes a migrated database with the admin's account in it, for a server that is stopped or cut off. */
  createDatabase?: () => Promise<{ url: string; drop(): Promise<void> }>
}

/** Milliseconds that a server has to give up after a faulty start. */
const GIVE_UP_TIMEOUT = 20_000

/** Starts servers like the one under test. */
export function createLauncher({ createDatabase, ...base }: LauncherOptions): Launcher {
  return {
    ownDatabases: createDatabase !== undefined,
    cutsDatabase: base.databaseUrl !== undefined,
    async launch({ env, database }) {
      const own = database === 'own' ? await createDatabase?.() : undefined
      const databaseUrl = own?.url ?? base.databaseUrl
      const server = await launchServer({
        ...base,
        env: { ...base.env, ...env },
        cutsDatabase: database === 'own',
        ...(databaseUrl !== undefined && { databaseUrl }),
      })
      return {
        ...server,
        async close() {
          // Nobody else uses what it would leave behind.
          if (own) await server.stop('SIGKILL')
          await server.close()
          await own?.drop()
        },
      }
    },
    async fail(env) {
      const options = { ...base, env: { ...base.env, ...env } }
      const child = await startChild(childOptions(options, await freePort(), base.databaseUrl))
      const timer = setTimeout(() => child.stop('SIGKILL', 0), GIVE_UP_TIMEOUT)
      const exit: Exit = await child.exited
      clearTimeout(timer)
      return { ...exit, output: child.output() }
    },
  }
}
