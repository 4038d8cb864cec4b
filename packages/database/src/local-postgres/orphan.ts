import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { withClient } from '../client.ts'
import { DatabaseSetupError } from '../errors.ts'
import { serverUrl } from './server-url.ts'

/**
 * Clears away what a crash left in the folder: a server that lost its guardian to a SIGKILL, or a postmaster.pid
 * whose process id went to another program, which PostgreSQL would take for a running server.
 * @throws DatabaseSetupError when that server does not stop.
 */
export async function stopOrphan(folder: string): Promise<void> {
  const file = join(folder, 'data', 'postmaster.pid')
  if (!existsSync(file)) return
  const [pid = 0, , , port = 0] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (!(await isServedAt(port, folder))) return rmSync(file, { force: true })
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 15_000
  while (existsSync(file)) {
    if (Date.now() > deadline) {
      throw new DatabaseSetupError(`Process ${pid} does not stop: end it, then start again.`)
    }
    await delay(20)
  }
}

async function isServedAt(port: number, folder: string): Promise<boolean> {
  try {
    const password = readFileSync(join(folder, 'password'), 'utf8')
    return await withClient(serverUrl(port, password), async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory === join(folder, 'data')
    })
  } catch {
    return false
  }
}
