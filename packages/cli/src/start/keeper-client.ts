import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { UserError } from '../user-error.ts'
import type { AppTask, KeeperOrder, KeeperReport } from './keeper-protocol.ts'

/** A process started by the keeper. */
export interface KeptApp {
  pid: number
  /** Resolves when it ends, with how: `SIGKILL`, `exit code 1`. */
  ended: Promise<string>
}

export interface Keeper {
  /** @throws UserError when the program cannot be started at all */
  start(task: AppTask): Promise<KeptApp>
  /** Ends all its apps, politely at first, and itself. */
  stop(): Promise<void>
}

/**
 * Starts the process that keeps the apps.
 * @param lockFile held while it lives: two keepers of one clone would fight for the ports
 * @param onWait called when an earlier keeper has not ended yet
 */
export async function startKeeper(lockFile?: string, onWait?: () => void): Promise<Keeper> {
  const program = path.join(import.meta.dirname, 'keeper.ts')
  const child = fork(program, lockFile ? [lockFile] : [], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  await new Promise<void>((resolve, reject) => {
    child.on('message', (report: KeeperReport) => {
      if (report.type === 'waiting') onWait?.()
      if (report.type === 'ready') resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new UserError('The process that runs the apps could not start.')))
  })
  const pids = new Set<number>()
  return {
    async start(task) {
      const app = await startApp(child, task)
      pids.add(app.pid)
      void app.ended.then(() => child.connected && pids.delete(app.pid))
      return app
    },
    async stop() {
      if (child.connected) send(child, { type: 'stop' })
      await exited
      // Only if the keeper itself was killed is any of them left.
      for (const pid of pids) terminate(pid)
    },
  }
}

async function startApp(keeper: ChildProcess, task: AppTask): Promise<KeptApp> {
  return new Promise((resolve, reject) => {
    const end = Promise.withResolvers<string>()
    keeper.on('message', (report: KeeperReport) => {
      if (!('name' in report) || report.name !== task.name) return
      if (report.type === 'started') resolve({ pid: report.pid, ended: end.promise })
      else reject(new UserError(`${task.name} could not be started: ${report.how}.`))
      if (report.type === 'ended') end.resolve(report.how)
    })
    keeper.once('exit', () => end.resolve('ended with the process that runs the apps'))
    send(keeper, { type: 'start', task })
  })
}

function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}

function send(keeper: ChildProcess, order: KeeperOrder): void {
  keeper.send(order)
}
