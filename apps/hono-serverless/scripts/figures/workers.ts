import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { appFolder } from '../run-tool.ts'
import type { Started } from './requests.ts'

/** From the first request to a workerd that runs: the isolate is made for it. */
export async function startWorkers(env: NodeJS.ProcessEnv): Promise<Started> {
  const host = fork(path.join(appFolder, 'emulators/workers/host.ts'), ['--no-cron'], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = await once(host, 'message')
  const exited = once(host, 'exit')
  return {
    url: `http://127.0.0.1:${port}`,
    since: performance.now(),
    async stop() {
      host.disconnect()
      await exited
    },
  }
}
