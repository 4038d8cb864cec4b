/**
 * A process of its own that runs the apps for the command line. Detached, so that the Ctrl-C of the terminal does not
 * reach them before they are told; and when the command line is gone, even by SIGKILL, it stops them and ends.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { withLock } from '../../bootstrap/lock.mjs'
import type { AppTask, KeeperOrder, KeeperReport } from './keeper-protocol.ts'

// The contract gives an app 10 s to finish what is in flight.
const graceMs = 10_000

const running = new Set<ChildProcess>()
const [lockFile] = process.argv.slice(2)

// Only the command line decides; it may be in the middle of something when a signal goes to the whole group.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

if (lockFile) await withLock(lockFile, (holder) => report({ type: 'waiting', holder }), serve)
else await serve()

async function serve(): Promise<void> {
  const over = new Promise<void>((resolve) => {
    if (!process.connected) resolve()
    process.once('disconnect', resolve)
    process.on('message', (order: KeeperOrder) => {
      if (order.type === 'start') run(order.task)
      else resolve()
    })
  })
  report({ type: 'ready' })
  await over
  await Promise.all([...running].map(stop))
  if (process.connected) process.disconnect()
}

function run({ name, entry, folder, env, logFile }: AppTask): void {
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [entry], { cwd: folder, env, stdio: ['ignore', log, log] })
  closeSync(log)
  running.add(child)
  child.once('spawn', () => report({ type: 'started', name, pid: child.pid ?? 0 }))
  child.once('error', (error) => report({ type: 'ended', name, how: error.message }))
  child.once('exit', (code, signal) => {
    running.delete(child)
    report({ type: 'ended', name, how: signal ?? `exit code ${code}` })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = new AbortController()
  const late = delay(graceMs, 'late', { signal: timer.signal }).catch(() => 'done')
  if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL')
  timer.abort()
  await exited
}

function report(message: KeeperReport): void {
  // Nobody may be left to read it.
  if (process.connected) process.send?.(message, () => undefined)
}
